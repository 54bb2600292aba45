// What became of a run, from a single account and region to the whole: what was asked, what was read, and what could not be.
import * as z from "zod/mini";

/** Why something could not be read. `hides` says in words what nobody knows because of it. */
export const failureTypes = [
  /** IAM or an SCP refused: it stays so until somebody changes it. */
  "denied",
  /** The account cannot use the region at all, or has not subscribed to the service. */
  "not-opted-in",
  /** AWS asked for slower calls to the end. */
  "throttled",
  /** AWS failed (5xx), or nobody answered. */
  "unavailable",
  /** Time ran out. */
  "unfinished",
  /** The configuration names what AWS does not know: its author's to mend. */
  "misconfigured",
  /** Anything else: ours to mend. */
  "bug",
] as const;

export const failureShape = z.object({
  /** `*` where it concerns no account more than the others. */
  account: z.string(),
  region: z.string(),
  /** Undefined: all of the account's region; with `region: "*"` all of the account. */
  kind: z.optional(z.string()),
  /** All of the kind were found: only what `hides` names is not known of some of them. */
  isDetail: z.optional(z.boolean()),
  type: z.enum(failureTypes),
  /** What AWS said, redacted, at most 300 characters. */
  words: z.string(),
  hides: z.string(),
});
export type Failure = z.output<typeof failureShape>;

const counts = z.record(z.string(), z.number());
/** Types that Cloud Control does not know or cannot list, with what AWS said of them. */
const unknownTypes = z.optional(z.record(z.string(), z.string()));

/** One account and region (`global` for what has none), kept as `runs/<run>/cells/<account>/<region>.json`. */
export const cellShape = z.object({
  run: z.string(),
  account: z.string(),
  region: z.string(),
  /** `read`: all; `partial`: see `failures`; `skipped`: the account has not opted in; `failed`: nothing; `unfinished`: to be gone on with. */
  result: z.enum(["read", "partial", "skipped", "failed", "unfinished"]),
  durationMs: z.number(),
  /** Resources by kind; a kind that was read and has none is there with 0, one that could not be read to its end is not. */
  counts,
  failures: z.array(failureShape),
  /** Of those that the configuration names; they are counted as 0. Whether that is a mistake shows only when all regions are seen. */
  unknownTypes,
  /**
   * The parts, each gzip NDJSON as `parts/<run>/<account>/<region>/<part>.ndjson.gz`, and the kinds that are complete in it: lines of other
   * kinds in it do not count (they were cut off, and are read again in the next part).
   */
  parts: z.array(z.object({ part: z.number(), kinds: z.array(z.string()) })),
});
export type Cell = z.output<typeof cellShape>;

const named = z.object({
  /** In the manifest, where several accounts stand together. */
  account: z.optional(z.string()),
  region: z.string(),
  kind: z.string(),
  id: z.string(),
  name: z.optional(z.string()),
});

/** How an account differs from the run before; only what both runs could read is compared. The lists hold the first 50 of each. */
export const changesShape = z.object({
  since: z.string(),
  appeared: z.number(),
  vanished: z.number(),
  changed: z.number(),
  firstAppeared: z.array(named),
  firstVanished: z.array(named),
  /** By kind, where there is anything to tell. */
  kinds: z.record(z.string(), z.object({ appeared: z.number(), vanished: z.number(), changed: z.number() })),
});
export type Changes = z.output<typeof changesShape>;

/** Why something of an account was not compared with the run before, and which of the two does not know it. */
const notComparedBecause = {
  /**
   * `details`: only whether the resources are there was compared. `not-asked`: the account, region or kind was not looked at. `file-gone`: somebody
   * deleted the account's file.
   */
  why: z.enum(["not-read", "details", "not-asked", "not-opted-in", "file-gone"]),
  by: z.enum(["before", "now", "both"]),
};

/** A kind of a region, all of a region (no kind), a kind in all regions (`*`), or all of the account, that was not compared with the run before. */
export const notComparedPlaceShape = z.object({
  region: z.string(),
  kind: z.optional(z.string()),
  ...notComparedBecause,
});
export type NotComparedPlace = z.output<typeof notComparedPlaceShape>;

/** The same for several regions, kinds (none: all) and accounts, of which the first ten are named. */
export const notComparedRowShape = z.object({
  regions: z.array(z.string()),
  kinds: z.optional(z.array(z.string())),
  ...notComparedBecause,
  accounts: z.number(),
  firstAccounts: z.array(z.string()),
});
export type NotComparedRow = z.output<typeof notComparedRowShape>;

/** How a run differs from the one before. What was not compared is neither new nor gone: `notCompared` counts the rows, of which the first 50 are here. */
export const runChangesShape = z.extend(changesShape, {
  notCompared: z.optional(z.number()),
  firstNotCompared: z.optional(z.array(notComparedRowShape)),
});
export type RunChanges = z.output<typeof runChangesShape>;

/** A kind that had resources in the run before and has none now, where both runs could read it. */
export const droppedShape = z.object({ account: z.string(), kind: z.string(), before: z.number() });
export type Dropped = z.output<typeof droppedShape>;

/** One account, kept as `runs/<run>/accounts/<account>.json`. */
export const accountShape = z.object({
  run: z.string(),
  account: z.string(),
  name: z.optional(z.string()),
  /** The object's key; undefined when nothing could be read. */
  file: z.optional(z.string()),
  /** By region: what became of it. */
  regions: z.record(z.string(), cellShape.shape.result),
  counts,
  failures: z.array(failureShape),
  /** Only those that all of its regions do not know that it uses; a type that none of them knows has no count. */
  unknownTypes,
  changes: z.optional(changesShape),
  /** Only where there is a run before, and anything to tell. */
  notCompared: z.optional(z.array(notComparedPlaceShape)),
  dropped: z.array(droppedShape),
});
export type AccountResult = z.output<typeof accountShape>;

const account = z.object({ id: z.string(), name: z.optional(z.string()) });

/** All that a run looks at, kept as `runs/<run>/scope.json`: every step goes by it, whatever becomes of accounts and configuration meanwhile. */
export const scopeShape = z.object({
  run: z.string(),
  accounts: z.array(account),
  /** Without `global`, which is read too. */
  regions: z.array(z.string()),
  /** Accounts that are left out, by configuration. */
  exempt: z.array(z.string()),
  leaveOut: z.array(z.string()),
  cloudControl: z.array(
    z.object({ type: z.string(), scope: z.enum(["regional", "global"]), actions: z.array(z.string()) }),
  ),
  /** Asked for some accounts or regions only: it does not become `runs/latest.json`. */
  isPart: z.boolean(),
  /** The last whole run before, with which this one is compared. */
  previous: z.optional(z.string()),
});
export type Scope = z.output<typeof scopeShape>;

/** The whole run, kept as `runs/<run>/manifest.json`, and its id in `runs/latest.json`. */
export const manifestShape = z.object({
  version: z.literal(1),
  run: z.string(),
  finishedAt: z.string(),
  durationMs: z.number(),
  /** `partial`: something could not be read; see `failures`. Regions that an account has not opted into do not count. */
  result: z.enum(["complete", "partial"]),
  isPart: z.boolean(),
  previous: z.optional(z.string()),
  asked: z.object({
    accounts: z.array(z.string()),
    regions: z.array(z.string()),
    exempt: z.array(z.string()),
  }),
  accounts: z.array(
    z.object({
      account: z.string(),
      name: z.optional(z.string()),
      file: z.optional(z.string()),
      regions: z.record(z.string(), cellShape.shape.result),
      resources: z.number(),
    }),
  ),
  counts,
  skipped: z.array(z.object({ account: z.string(), regions: z.array(z.string()) })),
  failures: z.array(failureShape),
  changes: z.optional(runChangesShape),
  /** Accounts that the run before did not look at, and those that it did and this one does not; only of whole runs. */
  accountChanges: z.optional(z.object({ appeared: z.array(account), vanished: z.array(account) })),
  dropped: z.array(droppedShape),
});
export type RunManifest = z.output<typeof manifestShape>;
