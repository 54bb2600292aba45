// The section of the tag audit: which tags are required of whom, how far Orgwatch goes and when, what it never touches, who hears of it.
import { keeperKinds, principalKinds, standardTagPolicy, tagStages } from "@orgwatch/manifest/tag-policy";
import { z } from "zod";
import { accountId, email, organizationalUnit, region, some, text, wholeNumber } from "./org-config-text";
import { patternProblem } from "./tag-pattern";

const domain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const tagKey = text(/^(?=.*\S).{1,128}$/, "a tag's key (at most 128 characters)").transform((key) =>
  key.trim(),
);
const tagValue = text(/^(?=.*\S).{1,256}$/, "a tag's value (at most 256 characters, not empty)").transform(
  (value) => value.trim(),
);

const pattern = z
  .string({ error: "must be text: a regular expression" })
  .superRefine((written, { addIssue }) => {
    const problem = patternProblem(written);
    if (problem !== undefined)
      addIssue({ code: "custom", message: `${JSON.stringify(written)} ${problem}`, input: written });
  });

const requirement = z.strictObject({
  key: tagKey,
  ignoreCase: z.boolean().default(false),
  values: some(tagValue).exactOptional(),
  pattern: pattern.exactOptional(),
  principal: some(z.enum(principalKinds)).exactOptional(),
});

const scheme = z.strictObject({
  name: text(/^[a-z][a-z0-9-]{0,39}$/, "a scheme's name (small letters, digits and hyphens, at most 40)"),
  accounts: z.array(accountId).default([]),
  organizationalUnits: z.array(organizationalUnit).default([]),
  require: z.array(requirement).min(1, { error: "must name at least one tag" }),
});

/** `instance`: `<region>` in a value stands for the region. */
const canary = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("count"), mayDropPercent: wholeNumber(1, 99) }),
    z.strictObject({
      kind: z.literal("instance"),
      accountId,
      tags: z.record(tagKey, tagValue).refine((tags) => Object.keys(tags).length > 0, {
        error: "must name the tags by which the canaries are known",
      }),
    }),
  ],
  { error: 'must be { kind: "count", mayDropPercent } or { kind: "instance", accountId, tags }' },
);

const digest = z.strictObject({
  from: email,
  to: z.array(email).min(1, { error: "must name at least one reader" }),
  ownerDomains: z.array(text(domain, "a domain (it looks like example.com)")).default([]),
  /** Without it the identities that SES may send as are the address itself and its domain. */
  identityArn: text(
    /^arn:aws[a-z-]*:ses:[a-z0-9-]+:\d{12}:identity\/\S+$/,
    "the ARN of an identity of Amazon SES",
  ).exactOptional(),
});

const openSearch = z.strictObject({
  domainArn: text(
    /^arn:aws[a-z-]*:es:[a-z0-9-]+:\d{12}:domain\/[a-z][a-z0-9-]{2,27}$/,
    "the ARN of a domain of Amazon OpenSearch Service",
  ),
  endpoint: text(
    /^https:\/\/[a-z0-9.-]+\/?$/,
    "a domain's endpoint (it looks like https://search-tags-abc.us-west-2.es.amazonaws.com)",
  ).transform((url) => url.replace(/\/$/, "")),
});

const { afterHours, exempt, caps, ...standard } = standardTagPolicy;
const hours = wholeNumber(0, 8760);

/** See `TagPolicy` for what each setting means; all but `schemes` has a default. */
export const tagAuditSection = z.strictObject({
  schemes: z.array(scheme).min(1, { error: "must have at least one scheme" }),
  graceMinutes: wholeNumber(0, 10_080).default(standard.graceMinutes),
  upTo: z.enum(tagStages).default(standard.upTo),
  afterHours: z
    .strictObject({
      warn: hours.default(afterHours.warn),
      stop: hours.default(afterHours.stop),
      terminate: hours.default(afterHours.terminate),
    })
    .prefault({}),
  actOnKept: z.array(z.enum(keeperKinds)).default([...standard.actOnKept]),
  exempt: z
    .strictObject({
      accounts: z.array(accountId).default([...exempt.accounts]),
      tagKey: tagKey.default(exempt.tagKey),
      mostDays: wholeNumber(1, 3650).default(exempt.mostDays),
    })
    .prefault({}),
  canary: canary.default(standard.canary),
  whenCanaryFails: z.enum(["report", "act-elsewhere"]).default(standard.whenCanaryFails),
  caps: z
    .strictObject({
      instances: wholeNumber(1, 10_000).default(caps.instances),
      accountPercent: wholeNumber(1, 100).default(caps.accountPercent),
    })
    .prefault({}),
  protection: z.enum(["respect", "remove"]).default(standard.protection),
  ownerTag: tagKey.default(standard.ownerTag),
  digest: digest.optional(),
  openSearch: openSearch.optional(),
  /** IAM Identity Center's people, for requirements whose principal may be one of them. */
  identityCenter: z
    .strictObject({
      identityStoreId: text(
        /^(d-[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
        "an identity store's id (it looks like d-1234567890)",
      ),
      region,
    })
    .optional(),
  keepDays: wholeNumber(30, 3650).default(standard.keepDays),
});
