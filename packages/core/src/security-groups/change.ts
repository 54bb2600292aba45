// A security-group change as Orgwatch keeps it: what a call did, how risky it is, what people decided, and what was done then.
import * as z from "zod/mini";
import { ruleShape } from "./rule";

const text = z.optional(z.string());
const risk = z.enum(["critical", "high", "medium", "low", "info"]);

/** Who made the call. */
export const authorShape = z.object({
  kind: z.enum(["root", "user", "role", "identity-center", "federated", "service", "unknown"]),
  /** The user's or the role's name, the service's, or what there is. */
  name: z.string(),
  /** A role's session; with Identity Center usually the person's e-mail address or user name. */
  session: text,
  arn: text,
  /** Whose principal it is: not always the account that was changed. */
  accountId: text,
  sourceIp: text,
  userAgent: text,
});

/**
 * What happened to one rule, or to the group itself. `before` is undefined where nobody knows how it was: such a rule cannot be set back.
 * `removed` without `rule` was removed by its id alone.
 */
export const ruleChangeShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("added"), rule: ruleShape }),
  z.object({ kind: z.literal("removed"), ruleId: text, rule: z.optional(ruleShape) }),
  z.object({
    kind: z.literal("modified"),
    ruleId: z.string(),
    before: z.optional(ruleShape),
    after: ruleShape,
  }),
  /** Only the description is another one. */
  z.object({
    kind: z.literal("described"),
    ruleId: text,
    before: z.optional(ruleShape),
    after: z.optional(ruleShape),
    description: text,
  }),
  z.object({ kind: z.literal("created") }),
  z.object({ kind: z.literal("deleted") }),
]);

/** What became of taking one rule change back; `words` are for people. */
export const ruleResultShape = z.object({
  /** Which of the change's `ruleChanges`. */
  index: z.number(),
  outcome: z.enum([
    /** By this act. */
    "taken-back",
    /** It was already as it had been before the change. */
    "already",
    /** Somebody changed the rule since: not touched. */
    "changed-since",
    /** Nobody knows how it was before: not touched. */
    "unknown-before",
    "failed",
  ]),
  words: text,
});

/** Who decided: a person in Slack, one with the command line, or the policy. */
export const decisionShape = z.object({
  /** The same for each delivery of the same press or command. */
  id: z.string(),
  what: z.enum(["keep", "deny"]),
  via: z.enum(["slack", "cli", "policy"]),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.iso.datetime(),
  reason: text,
});

/** The act of taking back. `tried` has the indexes of rule changes whose call to EC2 was begun: its answer may be lost. */
export const actShape = z.object({
  /** Somebody is at it until then. */
  leaseUntil: z.optional(z.iso.datetime()),
  tried: z.array(z.number()),
  results: z.array(ruleResultShape),
  finishedAt: z.optional(z.iso.datetime()),
});

export const changeShape = z.object({
  /** CloudTrail's eventID. */
  changeId: z.string(),
  /** Compared by whoever writes. 1 at first. */
  revision: z.number(),
  eventName: z.string(),
  /** When the call was made (CloudTrail's `eventTime`), when it was recorded, and when this item was written last; ISO. */
  changedAt: z.string(),
  recordedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The account and region of the group. */
  accountId: z.string(),
  region: z.string(),
  groupId: text,
  groupName: text,
  vpcId: text,
  author: authorShape,
  ruleChanges: z.array(ruleChangeShape),
  risk,
  /** Why the risk is what it is, for people; the gravest first. */
  because: z.array(z.string()),
  /** Names of what with a public address uses the group; empty when nothing does or nobody could look. */
  publicUses: z.array(z.string()),
  /** What people should know about this record itself: what could not be read or understood. */
  notes: z.array(z.string()),
  /**
   * `pending`: people are asked. `decided`: see `decision`. `expired`: nobody answered in time, the change stays. `noted`: told, with nothing
   * to decide. `exempt`: recorded only, `quietBecause` says why. `own`: one of Orgwatch's own acts.
   */
  state: z.enum(["pending", "decided", "expired", "noted", "exempt", "own"]),
  quietBecause: text,
  /** `pending` only: when it expires, and when the policy denies it. The earlier of both is `dueAt`. */
  expiresOn: text,
  deniedOn: text,
  /** Set for what waits for a moment, be it an answer or the end of taking back: the index `by-due` has only those. */
  dueAt: text,
  decision: z.optional(decisionShape),
  act: z.optional(actShape),
  /** The delivery key of the message in whose thread this change stands; undefined when it has a message of its own in the channel. */
  threadOf: text,
});

export type Author = z.output<typeof authorShape>;
export type RuleChange = z.output<typeof ruleChangeShape>;
export type RuleResult = z.output<typeof ruleResultShape>;
export type Decision = z.output<typeof decisionShape>;
export type Act = z.output<typeof actShape>;
export type Change = z.output<typeof changeShape>;

/** The key of a change's message in the delivery log. */
export function messageKey(changeId: string): string {
  return `sg/${changeId}`;
}

/** Whether people can decide about it still. */
export function isOpen({ state, expiresOn }: Pick<Change, "state" | "expiresOn">, now: Date): boolean {
  return state === "pending" && (expiresOn === undefined || Date.parse(expiresOn) > now.getTime());
}

/** Whether somebody has decided to take it back and that has not come to its end. */
export function isUndone({ decision, act }: Pick<Change, "decision" | "act">): boolean {
  return decision?.what === "deny" && act?.finishedAt === undefined;
}
