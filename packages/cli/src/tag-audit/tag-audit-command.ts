// `orgwatch tag-audit`: the seed's command for one's own account, and its subcommands for the organization.
import { standardTagPolicy } from "@orgwatch/manifest/tag-policy";
import { type Command, Option } from "commander";
import { countOption } from "../count-option";
import type { HomeRegion } from "../home-region";
import type { Terminal } from "../terminal";
import type { AuditRegion } from "./organization/audit-region";
import { addList } from "./organization/list-command";
import { addPlan } from "./organization/plan-command";
import { addRun } from "./organization/run-command";
import { addShow } from "./organization/show-command";
import { addStatus } from "./organization/status-command";
import { audit } from "./own-account/audit-command";
import {
  auditOptions,
  canaryOption,
  graceOption,
  percentOption,
  regionsOption,
  tagsOption,
} from "./own-account/audit-options";
import type { OwnAccount } from "./own-account/own-account";
import type { AuditRecord } from "./own-account/record-file";

export type TagAuditDependencies = {
  readonly terminal: Terminal;
  /** The region of the AWS chain (AWS_REGION or the profile). Rejects when there is none. */
  readonly ownRegion: () => Promise<string>;
  readonly homeIn: (region: string) => HomeRegion;
  readonly auditIn: (region: string) => AuditRegion;
  /** The caller's own account; the region is asked for what is the same everywhere. */
  readonly ownAccountIn: (region: string) => OwnAccount;
  /** The caller's ARN. */
  readonly callerIn: (region: string) => Promise<string>;
  /** A new file for the record of what is done. */
  readonly openRecord: (path: string) => Promise<AuditRecord>;
  readonly now: () => Date;
  /** The zone of the times that a person reads, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
  /** Ends after so many milliseconds, or when `signal` is aborted; it never rejects. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Asks a question that only a yes agrees to; undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
};

const { graceMinutes, caps, exempt } = standardTagPolicy;

const help = `
Without a subcommand it looks at the account of your own credentials (the AWS chain: AWS_PROFILE, aws sso login, …), and needs nothing of Orgwatch
there. All regions are read, and all canaries checked, before anything is touched; then exactly the plan that was shown is done, one instance at a
time, each written into ./orgwatch-tag-audit-<time>.ndjson before and after. Age counts from when the instance was created, which starting it again
does not change. Left alone are members of auto-scaling groups, EKS, Karpenter and the like, spot instances, instances with termination protection,
and those whose tag ${exempt.tagKey} names a day to come. An instance that --terminate ends is marked with a tag before.
Exit code: 0 nothing is wrong, 1 there are violations, 2 wrong usage, 3 something failed, or a canary or a cap held something back.

Examples:
  $ orgwatch tag-audit -r us-west-1,us-west-2 -t created_by,department,project
  $ orgwatch tag-audit -t created_by,project --plan                      what --terminate would do
  $ orgwatch tag-audit -t created_by,project --terminate --confirm       show it, ask, do it
  $ orgwatch tag-audit -r us-west-1,us-west-2 -t created_by --terminate --canary "Name=api-canary-<region>"
  $ orgwatch tag-audit status                                            how the organization's last run went`;

/** Adds the command to the program; `ended` hears the exit code. */
export function addTagAudit(
  program: Command,
  dependencies: TagAuditDependencies,
  ended: (code: number) => void,
): void {
  const group = program
    .command("tag-audit")
    .summary("EC2 instances without their tags, here and in all accounts")
    .description(
      "Finds EC2 instances without the required tags. Its subcommands are about the whole organization, which Orgwatch audits by itself.",
    )
    // Options before a subcommand are ours, those after it are the subcommand's.
    .enablePositionalOptions()
    .addHelpText("after", help)
    .action(async (given: unknown) => ended(await audit(auditOptions.parse(given), dependencies)));
  addAuditOptions(group);
  addRun(group, dependencies, ended);
  addStatus(group, dependencies, ended);
  addList(group, dependencies, ended);
  addShow(group, dependencies, ended);
  addPlan(group, dependencies, ended);
}

function addAuditOptions(command: Command): void {
  const hidden = (flags: string) => new Option(flags).hideHelp();
  command
    .option(
      "-r, --regions <regions>",
      "these regions, separated by commas; your configuration's without it",
      regionsOption,
    )
    .option(
      "-t, --tags <keys>",
      "the tags that are required, separated by commas; keys count exactly",
      tagsOption,
    )
    .option("--ignore-case", "let keys in any case count")
    .option("-g, --grace <minutes>", "leave out instances that are younger", graceOption, graceMinutes)
    .option("-c, --created-by-validate", "created_by must name an IAM user or a role of the account")
    .option(
      "--canary <name=value,…>",
      "a stopped instance with these tags must be seen in each region; <region> stands for its name",
      canaryOption,
    )
    .option("--max-instances <count>", "terminate nothing if it would be more", countOption, caps.instances)
    .option(
      "--max-percent <percent>",
      "terminate nothing if it would be more of all instances",
      percentOption,
      caps.accountPercent,
    )
    .option("--plan", "show what --terminate would do, and do nothing")
    .option("-k, --terminate", "terminate the instances; it needs --canary or --confirm")
    .option("--confirm", "ask before anything is terminated")
    .option("--json", "print one JSON document")
    // The seed's, still understood or refused in words.
    .addOption(hidden("--created_by_validate"))
    .addOption(hidden("-a, --aws_access_key [key]"))
    .addOption(hidden("-s, --aws_secret_key [key]"));
}
