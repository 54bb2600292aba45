// An EC2 instance as the tag audit sees it, wherever it was read: by a lambda in a member account, or by the command line in its own.
import { keeperKinds } from "@orgwatch/manifest/tag-policy";
import * as z from "zod/mini";

const text = z.optional(z.string());

/** What keeps an instance alive, or will end it by itself; `name` is the group's, cluster's or request's. */
export const keeperShape = z.object({
  kind: z.enum(keeperKinds),
  name: z.string(),
  /** Other kinds that it belongs to as well: an EKS node of an auto-scaling group is kept by both. */
  also: z.optional(z.array(z.enum(keeperKinds))),
});

export const instanceShape = z.object({
  accountId: z.string(),
  region: z.string(),
  instanceId: z.string(),
  /** EC2's word; only these are audited. */
  state: z.enum(["running", "stopping", "stopped"]),
  /** `LaunchTime`, which is new after each start; ISO. */
  launchedAt: z.string(),
  /** The oldest time that EC2 still tells of it (attachment of its volume or network interface), which starts do not change; ISO. */
  createdAt: z.string(),
  tags: z.record(z.string(), z.string()),
  instanceType: text,
  keeper: z.optional(keeperShape),
});

export type Keeper = z.output<typeof keeperShape>;
export type Instance = z.output<typeof instanceShape>;

/** What is wrong with one required tag. `words` are for people: «department is missing (there is Department)». */
export const tagProblemShape = z.object({
  key: z.string(),
  problem: z.enum(["missing", "empty", "not-allowed", "unknown-principal"]),
  words: z.string(),
});
export type TagProblem = z.output<typeof tagProblemShape>;

/** A requirement that could not be judged, because nobody could look who exists: by itself it is no violation. */
export const unprovenShape = z.object({ key: z.string(), words: z.string() });
export type Unproven = z.output<typeof unprovenShape>;

/** `<account>/<region>/<instance>`: one violation for each instance. */
export function violationIdOf({
  accountId,
  region,
  instanceId,
}: Pick<Instance, "accountId" | "region" | "instanceId">) {
  return `${accountId}/${region}/${instanceId}`;
}
