// The documents of a run, for OpenSearch and Athena: one for each account, and one for each violation that it saw. Fields are the seed's
// where it had them, and flat, so that a table can hold them.
import type { TagStage } from "@orgwatch/manifest/tag-policy";
import { accountLabel } from "./account-label";
import { byAccount } from "./by-account";
import { isDone, isOwnDeed } from "./due-act";
import type { RequiredTags } from "./find-problems";
import type { CellName } from "./trusted-regions";
import type { Cell, Violation, ViolationAct } from "./violation";

/** An account of the run; `scheme` is undefined where none holds. */
export type AuditedAccount = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly alias?: string | undefined;
  readonly scheme: RequiredTags | undefined;
};

/** The document `aws_tag_audit` of an account. Times are ISO. */
export type AuditDocument = {
  readonly "@timestamp": string;
  readonly run_id: string;
  /** Its alias, else its name, else its id. */
  readonly account: string;
  readonly account_id: string;
  readonly tag_scheme: readonly string[];
  /** In audited states, in the regions that could be read. */
  readonly instances: number;
  /** Open violations of instances that are older than the grace period. */
  readonly violator_count: number;
  /** Open violations of younger ones. */
  readonly in_grace: number;
  readonly exempt: number;
  /** The violators by how far they have come. */
  readonly at_report: number;
  readonly at_warn: number;
  readonly at_stop: number;
  readonly at_terminate: number;
  /** What this run did itself, by its outcomes: what it found stopped is not `stopped`. */
  readonly warned: number;
  readonly stopped: number;
  readonly terminated: number;
  /** False: some regions could not be read, and the numbers are too small. */
  readonly complete: boolean;
  readonly failed_regions: readonly string[];
};

/** The document `aws_tag_violator` of a violation. */
export type ViolatorDocument = {
  readonly "@timestamp": string;
  readonly run_id: string;
  readonly account: string;
  readonly account_id: string;
  readonly id: string;
  readonly region: string;
  readonly state: string;
  /** `key=value`, in the order of the keys. */
  readonly tags: readonly string[];
  /** Minutes since the instance was created, which a start does not change. */
  readonly age: number;
  readonly problems: readonly string[];
  readonly status: Violation["status"];
  readonly first_seen: string;
  readonly stage: TagStage | undefined;
  readonly next_stage: TagStage | undefined;
  readonly next_at: string | undefined;
  /** What keeps the instance alive: `eks`, `auto-scaling`, … */
  readonly keeper: string | undefined;
  /** Only true when an act's outcome says so. */
  readonly terminated: boolean;
  /** What this run did; `unknown` is an act that it did not live to see the end of. */
  readonly acts: readonly {
    readonly what: ViolationAct["what"];
    readonly outcome: NonNullable<ViolationAct["outcome"]> | "unknown";
    readonly words: string | undefined;
  }[];
};

export type RollUpFacts = {
  readonly runId: string;
  readonly now: Date;
  readonly accounts: readonly AuditedAccount[];
  readonly cells: readonly Cell[];
  readonly expectedCells: readonly CellName[];
  /** Open ones, and those that this run ended; others are passed over. */
  readonly violations: readonly Violation[];
};

/** Both kinds of documents, in the order of the accounts and of the violations' ids. */
export function rollUp(facts: RollUpFacts): { audits: AuditDocument[]; violators: ViolatorDocument[] } {
  const violators = facts.violations
    .filter((violation) => isViolator(violation, facts.runId))
    .toSorted((one, other) => (one.violationId < other.violationId ? -1 : 1));
  const accounts = new Map(facts.accounts.map((account) => [account.id, account]));
  const partOf = partsByAccount(facts);
  return {
    audits: facts.accounts.map((account) => auditDocument(account, partOf(account.id), facts)),
    violators: violators.map((violation) => {
      const { accountId: id } = violation.instance;
      return violatorDocument(violation, accounts.get(id) ?? { id }, facts);
    }),
  };
}

/** What is known of one account in this run: the cells that were read, the regions that were not, the violations that the run saw. */
type AccountPart = {
  readonly read: readonly Cell[];
  readonly failed: readonly string[];
  readonly violations: readonly Violation[];
};

function partsByAccount(facts: RollUpFacts): (accountId: string) => AccountPart {
  const { runId } = facts;
  const read = byAccount(
    facts.cells.filter((cell) => cell.runId === runId && cell.result !== "failed"),
    ({ accountId }) => accountId,
  );
  const expected = byAccount(facts.expectedCells, ({ accountId }) => accountId);
  const violations = byAccount(
    facts.violations.filter(({ lastRunId }) => lastRunId === runId),
    ({ instance }) => instance.accountId,
  );
  return (accountId) => {
    const cells = read.get(accountId) ?? [];
    const regions = new Set(cells.map(({ region }) => region));
    return {
      read: cells,
      failed: (expected.get(accountId) ?? [])
        .map(({ region }) => region)
        .filter((region) => !regions.has(region)),
      violations: violations.get(accountId) ?? [],
    };
  };
}

function auditDocument(
  account: AuditedAccount,
  { read, failed, violations }: AccountPart,
  { runId, now }: RollUpFacts,
): AuditDocument {
  const open = violations.filter(({ status }) => status === "open");
  const at = (stage: TagStage | undefined) => open.filter((violation) => violation.stage === stage).length;
  const did = (what: ViolationAct["what"]) =>
    violations.filter(({ acts }) => actsOf(acts, runId).some((act) => act.what === what && isOwnDeed(act)))
      .length;
  return {
    "@timestamp": now.toISOString(),
    run_id: runId,
    account: accountLabel(account),
    account_id: account.id,
    tag_scheme: account.scheme?.require.map(({ key }) => key.trim()) ?? [],
    instances: read.reduce((sum, cell) => sum + cell.instances, 0),
    violator_count: open.length - at(undefined),
    in_grace: at(undefined),
    exempt: read.reduce((sum, cell) => sum + cell.exempt, 0),
    at_report: at("report"),
    at_warn: at("warn"),
    at_stop: at("stop"),
    at_terminate: at("terminate"),
    warned: did("warn"),
    stopped: did("stop"),
    terminated: did("terminate"),
    complete: failed.length === 0,
    failed_regions: failed.toSorted(),
  };
}

/** Seen by this run and past its grace period; ended ones only when this run terminated them. */
function isViolator({ status, stage, lastRunId, acts }: Violation, runId: string): boolean {
  if (lastRunId !== runId) return false;
  if (status === "open") return stage !== undefined;
  return status === "terminated" && actsOf(acts, runId).some(({ what }) => what === "terminate");
}

function violatorDocument(
  violation: Violation,
  account: Parameters<typeof accountLabel>[0],
  { runId, now }: RollUpFacts,
): ViolatorDocument {
  const { instance, problems, acts, next } = violation;
  return {
    "@timestamp": now.toISOString(),
    run_id: runId,
    account: accountLabel(account),
    account_id: instance.accountId,
    id: instance.instanceId,
    region: instance.region,
    state: instance.state,
    tags: Object.entries(instance.tags)
      .map(([key, value]) => `${key}=${value}`)
      .toSorted(),
    age: Math.floor((now.getTime() - Date.parse(instance.createdAt)) / 60_000),
    problems: problems.map(({ words }) => words),
    status: violation.status,
    first_seen: violation.firstSeenAt,
    stage: violation.stage,
    next_stage: next?.stage,
    next_at: next?.at,
    keeper: instance.keeper?.kind,
    terminated: acts.some((act) => act.what === "terminate" && isDone(act)),
    acts: actsOf(acts, runId).map(({ what, outcome, words }) => ({
      what,
      outcome: outcome ?? "unknown",
      words,
    })),
  };
}

function actsOf(acts: readonly ViolationAct[], runId: string): ViolationAct[] {
  return acts.filter((act) => act.runId === runId);
}
