// A violation as Orgwatch keeps it from run to run: since when, how far it has come, and everything that was done about it.
import { tagStages } from "@orgwatch/manifest/tag-policy";
import * as z from "zod/mini";
import { instanceShape, tagProblemShape, unprovenShape } from "./instance";

const text = z.optional(z.string());

/** One act on an instance. It is written down before (`intendedAt`) and after; without an outcome nobody knows whether it was done. */
export const actShape = z.object({
  /** `mark` writes the tag that the roles' policies ask for; `unmark` takes it away from an instance that was mended. */
  what: z.enum(["mark", "unmark", "warn", "stop", "terminate"]),
  runId: z.string(),
  intendedAt: z.string(),
  endedAt: text,
  /**
   * `found-done`: a run that was killed had done it, or with `byOthers` somebody else. `skipped`: something had changed since the plan.
   * `refused`: EC2 or the policy said no.
   */
  outcome: z.optional(z.enum(["done", "found-done", "skipped", "refused", "failed"])),
  words: text,
  /** Somebody else had done it before this run came to it, as an owner who stopped the instance. Nobody may be told that Orgwatch did. */
  byOthers: z.optional(z.literal(true)),
  /** Who is at it: another worker waits until this one must be dead. Undefined for acts that need no worker, as `warn`. */
  worker: text,
  /** Termination protection was on. `taken-off` without an outcome: it may be off, and has to be put back unless the instance is gone. */
  protection: z.optional(z.enum(["taken-off", "put-back"])),
});

export const violationShape = z.object({
  violationId: z.string(),
  /** Compared by whoever writes. 1 at first. */
  revision: z.number(),
  instance: instanceShape,
  scheme: z.string(),
  problems: z.array(tagProblemShape),
  /** Requirements that the last run could not judge; a problem of such a key stands from an earlier run. */
  unproven: z.optional(z.array(unprovenShape)),
  /** Why the instance's exemption does not count, for people: «… ended on 2030-01-31». */
  exemptionRefused: text,
  /** When a run first found the instance stopped; undefined while it runs. ISO. */
  foundStoppedAt: text,
  /** When it was seen first and last, and by which run; ISO. */
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  lastRunId: z.string(),
  /** `open`; ended: its tags were mended, the instance is gone (by somebody else), it is exempt, or Orgwatch terminated it. */
  status: z.enum(["open", "mended", "gone", "exempt", "terminated"]),
  endedAt: text,
  /** How far it has come: `report` once its instance is older than the grace period; undefined before that. */
  stage: z.optional(z.enum(tagStages)),
  /** When the next stage is due and which it is, as it was told to people; undefined when there is none. */
  next: z.optional(z.object({ stage: z.enum(tagStages), at: z.string() })),
  acts: z.array(actShape),
});

export type ViolationAct = z.output<typeof actShape>;
export type Violation = z.output<typeof violationShape>;

/** What became of one account and region in a run. */
export const cellShape = z.object({
  runId: z.string(),
  accountId: z.string(),
  region: z.string(),
  /** The account's alias, where it has one and it could be read. */
  accountAlias: text,
  checkedAt: z.string(),
  /** `skipped`: the account has not opted in. `failed`: see `reason`; nothing is known of it in this run. */
  result: z.enum(["ok", "skipped", "failed"]),
  reason: text,
  /** Instances in audited states, and those of them that violate the scheme (exempt ones not counted). */
  instances: z.number(),
  violations: z.number(),
  exempt: z.number(),
  /** `unproven`: there was nothing to compare with. */
  canary: z.enum(["seen", "missing", "unproven"]),
  canaryWords: text,
});
export type Cell = z.output<typeof cellShape>;

/** One act that a run will do, exactly as `--plan` shows it. */
export const plannedActShape = z.object({
  violationId: z.string(),
  accountId: z.string(),
  region: z.string(),
  instanceId: z.string(),
  stage: z.enum(["warn", "stop", "terminate"]),
  firstSeenAt: z.string(),
  dueAt: z.string(),
  problems: z.array(z.string()),
});
/** A violation about which there is something to tidy up: an act that a killed run left behind, or a mark that is not needed any more. */
export const tidyShape = z.object({
  violationId: z.string(),
  accountId: z.string(),
  region: z.string(),
  instanceId: z.string(),
  why: z.string(),
});
/** The plan of a run, kept as `runs/<runId>/plan.json`; what is executed is what it says. */
export const runPlanShape = z.object({
  runId: z.string(),
  madeAt: z.string(),
  acts: z.array(plannedActShape),
  /** What is tidied up besides. */
  tidy: z.optional(z.array(tidyShape)),
  /** What is due and is not done, and why: a cap, a canary, a keeper, a protection. */
  held: z.array(z.object({ violationId: z.string(), stage: z.enum(tagStages), why: z.string() })),
  /** What people must know: caps that were met, canaries that were not seen. */
  warnings: z.array(z.string()),
});
export type PlannedAct = z.output<typeof plannedActShape>;
export type Tidy = z.output<typeof tidyShape>;
export type RunPlan = z.output<typeof runPlanShape>;

/** The end of a run, for people and for the next one. */
export const runShape = z.object({
  runId: z.string(),
  startedAt: z.string(),
  finishedAt: text,
  accounts: z.number(),
  cells: z.number(),
});
export type AuditRun = z.output<typeof runShape>;
