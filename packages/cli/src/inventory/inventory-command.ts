// `orgwatch inventory`: what exists in all accounts and regions, what changed, and what could not be read.
import type { Command } from "commander";
import type { HomeRegion } from "../home-region";
import type { Terminal } from "../terminal";
import { addDiff } from "./diff-command";
import { addFind } from "./find-command";
import type { InventoryRegion } from "./inventory-region";
import { addRun } from "./run-command";
import { addRuns } from "./runs-command";
import { addStatus } from "./status-command";

export type InventoryDependencies = {
  readonly terminal: Terminal;
  /** The region of the AWS chain (AWS_REGION or the profile). Rejects when there is none. */
  readonly ownRegion: () => Promise<string>;
  readonly homeIn: (region: string) => HomeRegion;
  readonly inventoryIn: (region: string) => InventoryRegion;
  /** The zone of the times that a person reads, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  readonly now: () => Date;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
  /** Aborted when nobody reads the output any more. */
  readonly outputClosed: AbortSignal;
  /** Ends after so many milliseconds, or when `signal` is aborted; it never rejects. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Adds the commands to the program; `ended` hears the exit code. */
export function addInventory(
  program: Command,
  dependencies: InventoryDependencies,
  ended: (code: number) => void,
): void {
  const group = program
    .command("inventory")
    .summary("what exists in all accounts and regions, and what changed")
    .description(
      "Reads the inventory of all accounts and regions: where something is, what appeared and vanished between two runs, and what could not be read.",
    );
  addFind(group, dependencies, ended);
  addDiff(group, dependencies, ended);
  addStatus(group, dependencies, ended);
  addRuns(group, dependencies, ended);
  addRun(group, dependencies, ended);
}
