// The beginning of an inventory: what it looks at is chosen, written down, and cut into items.
import { TryLater } from "@orgwatch/core/errors";
import { latestShape } from "@orgwatch/core/inventory/latest-run";
import type { InventoryPolicy } from "@orgwatch/core/inventory/policy";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import { regionsOfScope } from "@orgwatch/core/inventory/scope-cells";
import type { Log } from "@orgwatch/core/log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { InventoryFiles } from "../files/s3-files";
import { chooseScope } from "./choose-scope";
import { cellItems } from "./hand-out";
import type { Asked, Item } from "./run-input";

export type BeginDependencies = {
  readonly accounts: () => Promise<readonly Pick<AccountEntry, "accountId" | "name" | "state">[]>;
  readonly watched: readonly string[];
  readonly policy: InventoryPolicy;
  readonly files: Pick<InventoryFiles, "readJson" | "writeJson">;
  readonly now: Date;
  readonly log: Log;
};

/** What the step hands on; `scope.json` has all else. */
export type RunBegun = {
  readonly run: string;
  readonly accounts: number;
  readonly cells: number;
  readonly items: readonly Item[];
};

/** @throws NeverAgain when there is nothing to look at, or something else than there is was asked for; TryLater while S3 cannot be used, or another run began in the same second. */
export async function beginRun(asked: Asked, dependencies: BeginDependencies): Promise<RunBegun> {
  const { accounts, watched, policy, files, now, log } = dependencies;
  const run = secondOf(now).toISOString();
  const chosen = chooseScope(await accounts(), watched, asked, policy);
  const { leaveOut, cloudControl } = policy;
  const scope: Scope = { run, ...chosen, leaveOut, cloudControl, ...(await previousRun(dependencies)) };
  if ((await files.readJson(runKeys.scope(run))) !== undefined)
    throw new TryLater(`the run ${run} has begun already: another one begins a second later`);
  await files.writeJson(runKeys.scope(run), scope);
  if (chosen.exempt.length > 0)
    log.info("exempt accounts are left out", { accounts: chosen.exempt.join(" ") });
  const each = regionsOfScope(scope).length;
  return {
    run,
    accounts: chosen.accounts.length,
    cells: chosen.accounts.length * each,
    items: cellItems(run, chosen.accounts.length, each),
  };
}

/** The accounts' files are called by the second: of two runs in one, the later would write over what the earlier found. */
function secondOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** A file that nobody understands must not stop all runs from now on: this one is compared with nothing, and replaces it. */
async function previousRun({ files, now, log }: BeginDependencies): Promise<{ previous?: string }> {
  const latest = await files.readJson(runKeys.latest);
  if (latest === undefined) return {};
  const known = latestShape.safeParse(latest).data;
  if (known === undefined) log.warn(`${runKeys.latest} has another shape: this run is compared with nothing`);
  return known !== undefined && Date.parse(known.run) < now.getTime() ? { previous: known.run } : {};
}
