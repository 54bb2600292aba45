// `orgwatch cases`: its four commands, and what they need.
import type { Command } from "commander";
import type { HomeRegion } from "../home-region";
import type { Terminal } from "../terminal";
import { addAccounts } from "./accounts-command";
import { addList } from "./list-command";
import { addShow } from "./show-command";
import { addSync } from "./sync-command";

export type CasesDependencies = {
  readonly terminal: Terminal;
  /** The region of the AWS chain (AWS_REGION or the profile). Rejects when there is none. */
  readonly ownRegion: () => Promise<string>;
  readonly homeIn: (region: string) => HomeRegion;
  readonly now: () => Date;
  /** The zone of the times that a person reads, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
  /** Ends after so many milliseconds, or when `signal` is aborted; it never rejects. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Adds the commands to the program; `ended` hears the exit code (0 or 1). */
export function addCases(
  program: Command,
  dependencies: CasesDependencies,
  ended: (code: number) => void,
): void {
  const group = program
    .command("cases")
    .summary("AWS Support cases of all accounts, and how fresh they are")
    .description(
      "Reads the AWS Support cases of the whole organization from Orgwatch's table, and starts its sweep.",
    );
  addList(group, dependencies, ended);
  addShow(group, dependencies, ended);
  addAccounts(group, dependencies, ended);
  addSync(group, dependencies, ended);
}
