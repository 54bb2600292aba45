// Everything that a report is made of, read once: what the run was for, what it saw, what it planned and did.
import { inParallel } from "@orgwatch/core/concurrency";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { schemeFor } from "@orgwatch/core/tag-audit/choose-scheme";
import { cellOf } from "@orgwatch/core/tag-audit/kept-cells";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { AuditedAccount } from "@orgwatch/core/tag-audit/roll-up";
import type { CellName } from "@orgwatch/core/tag-audit/trusted-regions";
import { type Cell, type RunPlan, runPlanShape, type Violation } from "@orgwatch/core/tag-audit/violation";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import { type Routing, teamOf } from "@orgwatch/manifest/routing";
import * as z from "zod/mini";
import type { RunFiles } from "../plan/run-files";
import { askedShape, scopeShape } from "../plan/run-input";

/** What the sweep hands to its last step: what it was asked for, and the answer of its plan. */
export const finishedShape = z.object({
  ...askedShape.shape,
  plan: z.object({ runId: z.iso.datetime(), warnings: z.optional(z.array(z.string())) }),
});
export type Finished = z.output<typeof finishedShape>;

/** An account of the run, with the team that hears of it. */
export type ReportedAccount = AuditedAccount & { readonly team: string };

export type RunFacts = {
  readonly runId: string;
  /** It was asked for some accounts or regions only. */
  readonly isPartial: boolean;
  readonly now: Date;
  readonly policy: TagPolicy;
  readonly routing: Routing;
  readonly accounts: readonly ReportedAccount[];
  readonly expectedCells: readonly CellName[];
  /** Of this run only. */
  readonly cells: readonly Cell[];
  /** Open ones in the run's accounts and regions, and those that ended since it began. */
  readonly violations: readonly Violation[];
  readonly plan: RunPlan;
};

export type ReadDependencies = {
  readonly files: Pick<RunFiles, "read">;
  readonly violations: Pick<ViolationTable, "get" | "cells" | "byStatus">;
  readonly accounts: () => Promise<readonly AccountEntry[]>;
  readonly policy: () => Promise<TagPolicy>;
  readonly routing: () => Promise<Routing>;
  readonly now: () => Date;
};

const readers = 50;
const endings = ["mended", "gone", "exempt", "terminated"] as const;

/** @throws TryLater while the table or S3 cannot be used; Error when a file or a setting has another shape. */
export async function readFacts(
  { plan: { runId, warnings = [] }, ...asked }: Finished,
  dependencies: ReadDependencies,
): Promise<RunFacts> {
  const { files, violations, accounts, policy, routing, now } = dependencies;
  const scope = scopeShape.parse(await files.read(runId, "scope"));
  const plan = runPlanShape.parse(await files.read(runId, "plan"));
  const [entries, settings, teams] = [await accounts(), await policy(), await routing()];
  const expectedCells = scope.accounts.flatMap((accountId) =>
    scope.regions.map((region) => ({ accountId, region })),
  );
  const kept = await inParallel(expectedCells, readers, ({ accountId, region }) =>
    violations.cells(accountId, region),
  );
  const cells = kept.flatMap((one) => cellOf(one, runId) ?? []);
  const aliases = new Map(
    cells.flatMap(({ accountId, accountAlias }) => (accountAlias ? [[accountId, accountAlias]] : [])),
  );
  const byId = new Map(entries.map((entry) => [entry.accountId, entry]));
  return {
    runId,
    isPartial: asked.accounts !== undefined || asked.regions !== undefined,
    now: now(),
    policy: settings,
    routing: teams,
    accounts: scope.accounts.map((id) => {
      const organizationalUnits = byId.get(id)?.organizationalUnits.map((unit) => unit.id) ?? [];
      const scheme = schemeFor({ id, organizationalUnits }, settings.schemes);
      const team = teamOf(teams, id, organizationalUnits);
      return { id, name: byId.get(id)?.name, alias: aliases.get(id), scheme, team };
    }),
    expectedCells,
    cells,
    violations: await withFresh(
      await violationsOf(expectedCells, runId, violations),
      plan.acts.map(({ violationId }) => violationId),
      violations,
    ),
    plan: { ...plan, warnings: [...warnings, ...plan.warnings] },
  };
}

/** The same facts with these violations as they are now. @throws TryLater while the table cannot be used. */
export async function readAgain(
  facts: RunFacts,
  ids: Iterable<string>,
  { violations, now }: Pick<ReadDependencies, "violations" | "now">,
): Promise<RunFacts> {
  return { ...facts, now: now(), violations: await withFresh(facts.violations, ids, violations) };
}

/** The indexes are a moment behind the table: what was acted on a moment ago is read from the table itself. */
async function withFresh(
  known: readonly Violation[],
  ids: Iterable<string>,
  { get }: Pick<ViolationTable, "get">,
): Promise<Violation[]> {
  const byId = new Map(known.map((one) => [one.violationId, one]));
  for (const fresh of await inParallel([...ids], readers, get)) if (fresh) byId.set(fresh.violationId, fresh);
  return [...byId.values()];
}

/** What ended is kept for months: it is passed over as it is read. */
async function violationsOf(
  expected: readonly CellName[],
  runId: string,
  { byStatus }: Pick<ViolationTable, "byStatus">,
): Promise<Violation[]> {
  const names = new Set(expected.map(({ accountId, region }) => `${accountId}/${region}`));
  const found: Violation[] = [];
  for (const status of ["open", ...endings] as const)
    for await (const violation of byStatus(status)) {
      const { accountId, region } = violation.instance;
      const isOfRun = status === "open" || (violation.endedAt ?? "") >= runId;
      if (isOfRun && names.has(`${accountId}/${region}`)) found.push(violation);
    }
  return found;
}
