// The setting `policy` of the stack `sg-chatops`, parsed. Its type and its defaults are data in the manifest's vocabulary.
import {
  changeKinds,
  peerKinds,
  type SecurityGroupPolicy,
  standardPolicy,
} from "@orgwatch/manifest/security-groups";
import * as z from "zod/mini";

const band = z.enum(["critical", "high", "medium", "low", "info"]);
const texts = z.array(z.string());
const port = z.union([z.number(), z.tuple([z.number(), z.number()])]);

const policyShape = z.object({
  deciders: z.object({ users: texts, userGroups: texts }),
  ownChanges: z.enum(["refused", "allowed"]),
  exempt: z.object({
    principals: texts,
    accounts: texts,
    tags: z.array(z.object({ key: z.string(), value: z.optional(z.string()) })),
    cidrs: texts,
  }),
  risk: z.array(
    z.object({
      risk: band,
      because: z.string(),
      when: z.object({
        change: z.optional(z.array(z.enum(changeKinds))),
        direction: z.optional(z.enum(["ingress", "egress"])),
        peer: z.optional(z.array(z.enum(peerKinds))),
        protocol: z.optional(texts),
        ports: z.optional(z.array(port)),
        atLeastPorts: z.optional(z.number()),
        attachedToPublic: z.optional(z.boolean()),
      }),
    }),
  ),
  denyFrom: z.optional(band),
  denyUnanswered: z.optional(z.object({ from: band, afterMinutes: z.number() })),
  expireHours: z.number(),
  threadMinutes: z.number(),
  keepDays: z.number(),
});

/** The policy as the lambdas have it. */
export type Policy = z.output<typeof policyShape>;

/** Reads the setting. @throws Error when it has another shape; its values are not repeated. */
export function parsePolicy(setting: unknown): Policy {
  const parsed = policyShape.safeParse(setting);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new Error(`The setting policy of security groups has another shape: ${fields}`);
}

/** A policy with the standard's rest, for tests and for the sandbox. */
export function policyWith(part: Partial<SecurityGroupPolicy>): Policy {
  return parsePolicy(JSON.parse(JSON.stringify({ ...standardPolicy, ...part })));
}
