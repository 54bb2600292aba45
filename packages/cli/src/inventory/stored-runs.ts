// The runs as their files in the bucket tell of them.
import { latestShape } from "@orgwatch/core/inventory/latest-run";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import {
  type AccountResult,
  accountShape,
  manifestShape,
  type RunManifest,
  type Scope,
  scopeShape,
} from "@orgwatch/core/inventory/run-manifest";
import * as z from "zod/mini";
import type { InventoryBucket } from "./inventory-region";

/** Runs by their ids. Undefined: there is no such file (yet, or any more). All reject with UnknownShape for a file that cannot be understood. */
export type StoredRuns = {
  /** All that have begun, the newest first. */
  readonly ids: () => Promise<readonly string[]>;
  /** The last whole run. */
  readonly latest: () => Promise<string | undefined>;
  readonly manifest: (run: string) => Promise<RunManifest | undefined>;
  readonly scope: (run: string) => Promise<Scope | undefined>;
  readonly account: (run: string, account: string) => Promise<AccountResult | undefined>;
  /** How many accounts and regions it has looked at. */
  readonly cells: (run: string) => Promise<number>;
};

/** A file in the bucket that this program does not understand. */
export class UnknownShape extends Error {
  override readonly name = "UnknownShape";
  constructor(key: string, fields: string) {
    super(`${key} was written by another version of Orgwatch, or by somebody else (${fields})`);
  }
}

/** Reads the files anew each time. */
export function storedRuns({ readJson, folders, count }: InventoryBucket): StoredRuns {
  const read = async <Value>(key: string, shape: z.ZodMiniType<Value>): Promise<Value | undefined> => {
    const json = await readJson(key);
    if (json === undefined) return undefined;
    const parsed = shape.safeParse(json);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(({ path }) => path.join(".") || "all of it");
    throw new UnknownShape(key, fields.slice(0, 5).join(", "));
  };
  return {
    ids: async () => (await folders("runs/")).filter(isRun).toSorted().toReversed(),
    latest: async () => (await read(runKeys.latest, latestShape))?.run,
    manifest: (run) => read(runKeys.manifest(run), manifestShape),
    scope: (run) => read(runKeys.scope(run), scopeShape),
    account: (run, account) => read(runKeys.account(run, account), accountShape),
    cells: (run) => count(`runs/${run}/cells/`),
  };
}

/** A run is called by the time when it began. */
function isRun(name: string): boolean {
  return z.iso.datetime().safeParse(name).success;
}
