// A whole run of a simulated organization: its items read as the map does it, then each account brought together.
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import { regionsOfScope } from "@orgwatch/core/inventory/scope-cells";
import type { Log } from "@orgwatch/core/log";
import { inventoryRunner, inventorySweep } from "../manifest";
import { collateItem } from "../src/collate/collate-item";
import type { InventoryFiles } from "../src/files/s3-files";
import { accountItems, cellItems } from "../src/plan/hand-out";
import type { Item } from "../src/plan/run-input";
import { runItem } from "../src/run/run-item";
import { type Deaths, type MapSettings, runItems } from "./run-items";
import { filesOf, type S3Weather } from "./simulated-files";
import { accountsOf, type Organization } from "./simulated-organization";
import type { SimulatedProcess } from "./simulated-process";

export type InventoryWorld = {
  readonly organization: Organization;
  readonly scope: Scope;
  readonly files: InventoryFiles;
  readonly s3?: S3Weather;
  readonly lambdaMs?: number;
  /** Where the processes are killed that read, and those that bring together. */
  readonly deaths?: Deaths;
};

const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };
const always: S3Weather = { away: 0, random: () => 0.5 };

/** A scope of all that there is. */
export function wholeScope(run: string, accounts: readonly string[], regions: readonly string[]): Scope {
  const ids = accounts.map((id) => ({ id }));
  return {
    run,
    accounts: ids,
    regions: [...regions],
    exempt: [],
    leaveOut: [],
    cloudControl: [],
    isPart: false,
  };
}

/** The items of the plan. */
export function itemsOf(scope: Scope): Item[] {
  return cellItems(scope.run, scope.accounts.length, regionsOfScope(scope).length);
}

/** The work of inventory-runner. */
export function runnerOf({ organization, scope, files, s3 = always }: InventoryWorld) {
  const { kinds, time, weather } = organization;
  return (item: Item, process: SimulatedProcess, deadline: Date) =>
    runItem(item, {
      ...{ scope, kinds, files: filesOf(process, files, s3), accounts: accountsOf(organization, process) },
      ...{
        partition: "aws",
        now: time.now,
        sleep: time.sleep,
        random: weather.random,
        deadline,
        log: silent,
      },
    });
}

/** Reads all items and brings all accounts together; answers the errors of items that failed for good. */
export async function runInventory(world: InventoryWorld, items = itemsOf(world.scope)): Promise<string[]> {
  const { scope, files, organization, s3 = always, deaths } = world;
  const { lambdaMs = inventoryRunner.timeoutSeconds * 1000 } = world;
  const { concurrency, second } = inventorySweep;
  const settings: MapSettings = { time: organization.time, lambdaMs, ...(deaths && { deaths }) };
  await files.writeJson(runKeys.scope(scope.run), scope);
  const read = await runItems(items, { ...settings, concurrency }, runnerOf(world));
  const collated = await runItems(
    accountItems(scope.run, scope.accounts.length),
    { ...settings, concurrency: second?.concurrency ?? 1 },
    (item, process) => collateItem(item, filesOf(process, files, s3)),
  );
  return [...read, ...collated];
}
