// The setting `policy` of the stack `tag-audit`, parsed. Its type and its defaults are data in the manifest's vocabulary.
import {
  keeperKinds,
  principalKinds,
  standardTagPolicy,
  tagStages,
  type TagPolicy as WrittenPolicy,
} from "@orgwatch/manifest/tag-policy";
import * as z from "zod/mini";

const texts = z.array(z.string());
const hours = z.number().check(z.minimum(0));

const policyShape = z.object({
  schemes: z.array(
    z.object({
      name: z.string(),
      accounts: texts,
      organizationalUnits: texts,
      require: z.array(
        z.object({
          key: z.string(),
          ignoreCase: z.boolean(),
          values: z.optional(texts),
          pattern: z.optional(z.string()),
          principal: z.optional(z.array(z.enum(principalKinds))),
        }),
      ),
    }),
  ),
  graceMinutes: z.number(),
  upTo: z.enum(tagStages),
  afterHours: z.object({ warn: hours, stop: hours, terminate: hours }),
  actOnKept: z.array(z.enum(keeperKinds)),
  exempt: z.object({ accounts: texts, tagKey: z.string(), mostDays: z.number() }),
  canary: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("count"), mayDropPercent: z.number() }),
    z.object({ kind: z.literal("instance"), accountId: z.string(), tags: z.record(z.string(), z.string()) }),
  ]),
  whenCanaryFails: z.enum(["report", "act-elsewhere"]),
  caps: z.object({ instances: z.number(), accountPercent: z.number() }),
  protection: z.enum(["respect", "remove"]),
  ownerTag: z.string(),
  digest: z.optional(z.object({ from: z.string(), to: texts, ownerDomains: texts })),
  openSearch: z.optional(z.object({ endpoint: z.string(), region: z.string() })),
  identityStore: z.optional(z.object({ id: z.string(), region: z.string() })),
  keepDays: z.number(),
});

/** The policy as the lambdas have it. */
export type TagPolicy = z.output<typeof policyShape>;

/** Reads the setting. @throws Error when it has another shape; its values are not repeated. */
export function parseTagPolicy(setting: unknown): TagPolicy {
  const parsed = policyShape.safeParse(setting);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new Error(`The setting policy of the tag audit has another shape: ${fields}`);
}

/** A policy with the standard's rest, for tests, the sandbox and the command line. */
export function tagPolicyWith(part: Partial<WrittenPolicy> & Pick<WrittenPolicy, "schemes">): TagPolicy {
  return parseTagPolicy(JSON.parse(JSON.stringify({ ...standardTagPolicy, ...part })));
}
