// `orgwatch manual-ops`: its three commands and their options, and from them to an exit code.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Command } from "commander";
import type { Terminal } from "../terminal";
import type { SecurityAccount } from "./check/security-account";
import { addCheck } from "./check-command";
import { addList, addRecord } from "./log-commands";
import type { LogFile } from "./log-file";
import { manualOperations } from "./operations";

export type ManualOpsDependencies = {
  readonly terminal: Terminal;
  readonly manifests: readonly LambdaManifest[];
  /** The log that the repository keeps; a relative path of `--file` is the caller's. */
  readonly logPath: string;
  readonly logFile: (path: string) => LogFile;
  /** The text of docs/slack-app-manifest.json. */
  readonly appManifest: () => Promise<string>;
  readonly now: () => Date;
  /** The region of the AWS chain (AWS_REGION or the profile). Rejects when there is none. */
  readonly ownRegion: () => Promise<string>;
  readonly accountIn: (region: string) => SecurityAccount;
  readonly fetch: typeof fetch;
  /** The value of `PAGERDUTY_TOKEN`, if it is set. */
  readonly pagerdutyToken: string | undefined;
};

const description =
  "What no program can do for you: consents, confirmations and keys. docs/manual-operations.md says how to do each, and has the log of " +
  "who did it when.";

/** Adds the commands to the program; `ended` hears the exit code (0, 1 or 2). */
export function addManualOps(
  program: Command,
  dependencies: ManualOpsDependencies,
  ended: (code: number) => void,
): void {
  const group = program
    .command("manual-ops")
    .summary("what must be done by hand, who did it, and what is still open")
    .description(description);
  const operations = manualOperations(dependencies.manifests);
  addList(group, operations, dependencies, ended);
  addRecord(group, operations, dependencies, ended);
  addCheck(group, operations, dependencies, ended);
}
