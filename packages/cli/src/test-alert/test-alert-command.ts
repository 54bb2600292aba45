// `orgwatch test-alert`: a sample finding, followed to Slack and PagerDuty.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { accountIds } from "../account-names";
import { atHome, type HomeRegion, homeRegionOption } from "../home-region";
import type { Terminal } from "../terminal";
import { UsageProblem } from "../words-of-error";
import type { AlertRegion } from "./alert-region";
import { followAlert } from "./follow-alert";
import type { SampleAccount } from "./sample-account";
import { severities, typesFor } from "./sample-types";

/** What test-alert needs beside what other commands have. */
export type AlertWorld = {
  /** A region of the security account, with the ordinary credentials. */
  readonly regionOf: (region: string) => AlertRegion;
  /** The account of a profile of the AWS configuration, or of the ordinary credentials. */
  readonly accountAs: (profile: string | undefined, region: string) => SampleAccount;
};

export type TestAlertDependencies = {
  readonly terminal: Terminal;
  readonly manifests: readonly LambdaManifest[];
  readonly ownRegion: () => Promise<string>;
  readonly homeIn: (region: string) => HomeRegion;
  readonly testAlert: AlertWorld;
  readonly timeZone: string;
  readonly now: () => Date;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

const options = z.object({
  severity: z.enum(severities).default("high"),
  account: z.string().optional(),
  profile: z.string().optional(),
  region: z.string().optional(),
  type: z.string().optional(),
  keep: z.boolean().default(false),
});
type Given = z.infer<typeof options>;

const help = `
The sample says SAMPLE in Slack and in PagerDuty; with high or critical somebody is really paged, by default. GuardDuty hands a new finding over within
5 minutes, so the way is followed for 6. What reached Slack and PagerDuty is read in the delivery log; a rule, a topic and a queue keep no record of
one message: they are shown as passed when what stands behind them has it.

GuardDuty makes samples only in the account whose credentials ask. Without --account that is the security account; for a member account name an AWS
profile of it with --profile. All else, archiving too, is done with the ordinary credentials (AWS_PROFILE, AWS_REGION, …): the security account.

Exit code: 0 every stop was reached, 1 one was not, 2 wrong usage. Ctrl-C ends the waiting; the finding is archived even so.

Examples:
  $ orgwatch test-alert --severity high
  $ orgwatch test-alert --severity low --region us-east-1 --keep
  $ orgwatch test-alert --account payments --profile payments-admin`;

/** Adds the command to the program; `ended` hears its exit code. */
export function addTestAlert(
  program: Command,
  dependencies: TestAlertDependencies,
  ended: (code: number) => void,
): void {
  program
    .command("test-alert")
    .description(
      "Makes a sample finding, follows it to Slack and PagerDuty with the time of each stop, and archives it.",
    )
    .addOption(
      new Option("--severity <severity>", "how grave the sample is; without it high").choices([
        ...severities,
      ]),
    )
    .option("--account <account>", "make it in this account, by id or name; needs credentials there")
    .option("--profile <name>", "an AWS profile of that account, which makes the sample")
    .option("--region <region>", "in this region, if it is not your configuration's", homeRegionOption)
    .addOption(
      new Option("--type <type>", "this GuardDuty finding type; its samples have their own severity")
        .argParser(typeOption)
        .conflicts("severity"),
    )
    .option("--keep", "do not archive it")
    .addHelpText("after", help)
    .action(async (given: unknown) => ended(await testAlert(options.parse(given), dependencies)));
}

async function testAlert(given: Given, dependencies: TestAlertDependencies): Promise<number> {
  const { regionOf, accountAs } = dependencies.testAlert;
  return atHome(given.region, dependencies, async (home, region) => {
    const watched = regionOf(region);
    // Before anything is made: is this where Orgwatch is, and may it be read?
    await watched.record("test-alert");
    const account = accountAs(given.profile, region);
    const accountId = await account.accountId();
    await checkAccount(accountId, given, home);
    const types = given.type === undefined ? typesFor(given.severity) : [given.type];
    const asked = { types, accountId, region, keep: given.keep };
    return followAlert(asked, { account, watched, ...dependencies });
  });
}

/** @throws UsageProblem when the credentials are not those of the account that was asked for. */
async function checkAccount(accountId: string, { account, profile }: Given, home: HomeRegion): Promise<void> {
  if (account === undefined) return;
  const isId = /^\d{12}$/.test(account);
  const wanted = isId ? [account] : accountIds([account], await home.accounts());
  if (wanted.includes(accountId)) return;
  const whose = profile === undefined ? "these credentials are" : `the profile ${profile} is`;
  throw new UsageProblem(
    `GuardDuty makes samples only in the account whose credentials ask, and ${whose} of ${accountId}: ` +
      `name a profile of ${wanted.join(" or ")} with --profile, or leave --account out`,
  );
}

function typeOption(value: string): string {
  if (!/^\w+:\w+\/[\w.&!]+$/.test(value))
    throw new InvalidArgumentError("A finding type looks like Backdoor:EC2/C&CActivity.B.");
  return value;
}
