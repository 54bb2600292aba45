// `orgwatch doctor`: whether everything is in place, before a deployment and after it.
import { dirname, join } from "node:path";
import { deployedLambdas } from "@orgwatch/cdktf/deployed-lambdas";
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import { homeFirst } from "@orgwatch/cdktf/org-config-routing";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { type Command, Option } from "commander";
import { z } from "zod";
import { parseAppManifest } from "../manual-ops/app-manifest";
import { pagerdutyRest, pagerdutySchedules } from "../manual-ops/check/pagerduty-rest";
import { slackWeb } from "../manual-ops/check/slack-web";
import { regionOption } from "../region-option";
import type { Terminal } from "../terminal";
import { UsageProblem } from "../words-of-error";
import type { DoctorAccount } from "./account-facts";
import type { Owner, When, World } from "./check";
import { allChecks } from "./checks";
import { readDeployment } from "./deployment";
import { helpOfDoctor } from "./doctor-help";
import { readConfig } from "./read-config";
import { renderDoctor } from "./render-doctor";
import { type DoctorReport, exitCodeOf, runChecks } from "./run-checks";
import { type SignedIn, signIn } from "./sign-in";

export type DoctorDependencies = {
  readonly terminal: Terminal;
  readonly manifests: readonly LambdaManifest[];
  /** The text of docs/slack-app-manifest.json. */
  readonly appManifest: () => Promise<string>;
  readonly now: () => Date;
  /** Of the person, e.g. `Europe/Zurich`. */
  readonly timeZone: string;
  readonly fetch: typeof fetch;
  /** The value of `PAGERDUTY_TOKEN`, if it is set. */
  readonly pagerdutyToken: string | undefined;
  readonly signal: AbortSignal;
  readonly doctor: {
    /** cdktf/org.config.ts */
    readonly configPath: string;
    /** With a profile of the AWS configuration, or the ordinary chain of credentials; `home` is the home region. */
    readonly accountAs: (profile: string | undefined, home: string) => DoctorAccount;
    /** Ends after so many milliseconds, or when `signal` is aborted; it never rejects. */
    readonly limit: (ms: number, signal: AbortSignal) => Promise<void>;
  };
};

const options = z.object({
  before: z.boolean().default(false),
  after: z.boolean().default(false),
  deep: z.boolean().default(false),
  config: z.string().optional(),
  out: z.string().optional(),
  region: z.array(z.string()).optional(),
  managementProfile: z.string().optional(),
  securityProfile: z.string().optional(),
  memberRole: z.string(),
  pagerdutyApi: z.string(),
  slackApi: z.string(),
  json: z.boolean().default(false),
});
type DoctorOptions = z.infer<typeof options>;

/** Adds the command to the program; `ended` hears the exit code. */
export function addDoctor(
  program: Command,
  dependencies: DoctorDependencies,
  ended: (code: number) => void,
): void {
  program
    .command("doctor")
    .description(
      "Looks whether everything is in place, and says of what is not: what, where, how to mend it.",
    )
    .addOption(new Option("--before", "only what must hold before a deployment").conflicts(["after", "deep"]))
    .option("--after", "only what holds after it")
    .option("--deep", "also look into each account, which takes a while in a large organization")
    .option("--config <file>", "another configuration instead of cdktf/org.config.ts")
    .option("--out <folder>", "what pnpm synth wrote; cdktf.out without it")
    .option("--region <region...>", "only these of the watched regions", regionOption)
    .option("--management-profile <name>", "an AWS profile of the management account")
    .option("--security-profile <name>", "an AWS profile of the security account")
    .option(
      "--member-role <name>",
      "for --deep: the role in each account that the management account may take",
      "OrganizationAccountAccessRole",
    )
    .option("--pagerduty-api <url>", "where PagerDuty's REST API is", "https://api.pagerduty.com")
    .option("--slack-api <url>", "where Slack's Web API is", "https://slack.com/api")
    .option("--json", "print one JSON document instead of text")
    .addHelpText("after", helpOfDoctor(allChecks))
    .action(async (given: unknown) => ended(await doctor(options.parse(given), dependencies)));
}

async function doctor(given: DoctorOptions, dependencies: DoctorDependencies): Promise<number> {
  const { terminal, signal } = dependencies;
  const { configPath, accountAs, limit } = dependencies.doctor;
  const config = await readConfig(given.config ?? configPath);
  const asked: readonly When[] = (["before", "after"] as const).filter(
    (when) => given.before === given.after || given[when],
  );
  const deployment = asked.includes("after")
    ? await readDeployment(given.out ?? join(dirname(configPath), "../cdktf.out"))
    : [];
  const profiles = { management: given.managementProfile, infrasec: given.securityProfile };
  const signedIn = await signIn(config, profiles, (profile) => accountAs(profile, config.homeRegion));
  const world = { ...worldOf(given, config, signedIn, dependencies), asked, deployment };
  const checks = allChecks.filter(
    ({ when, deep }) => (when === "always" || asked.includes(when)) && (!deep || given.deep),
  );
  const running = { signedIn: ownersOf(signedIn), wait: limit, signal, status: terminal.status };
  const ran = await runChecks(checks, world, running);
  const credentials = signedIn.found.map((found) => ({ check: "credentials", ...found }));
  const report: DoctorReport = { ...ran, findings: [...credentials, ...ran.findings] };
  terminal.out(given.json ? `${JSON.stringify(report, null, 2)}\n` : renderDoctor(report, terminal.colours));
  return exitCodeOf(report);
}

function ownersOf({ accounts }: SignedIn): readonly Owner[] {
  return (["management", "infrasec"] as const).filter((owner) => accounts[owner] !== undefined);
}

function worldOf(
  given: DoctorOptions,
  config: OrgConfig,
  { accounts }: SignedIn,
  { manifests, appManifest, now, timeZone, fetch: fetcher, pagerdutyToken }: DoctorDependencies,
): Omit<World, "asked" | "deployment"> {
  return {
    config,
    regions: regionsOf(given.region, config),
    account: (owner) => {
      const account = accounts[owner];
      if (account === undefined)
        throw new Error(`nobody is signed in to the account ${config.accounts[owner]}`);
      return account;
    },
    lambdas: deployedLambdas(manifests, config),
    allLambdas: manifests,
    slack: slackWeb(given.slackApi, fetcher),
    slackScopes: async () => parseAppManifest(await appManifest()).scopes,
    pagerduty: pagerdutyRest(given.pagerdutyApi, fetcher),
    pagerdutySchedules: pagerdutySchedules(given.pagerdutyApi, fetcher),
    pagerdutyToken,
    memberRole: given.memberRole,
    now: now(),
    timeZone,
  };
}

/** @throws UsageProblem for a region that the configuration does not watch. */
function regionsOf(given: readonly string[] | undefined, config: OrgConfig): readonly string[] {
  const watched = homeFirst(config);
  const foreign = (given ?? []).filter((region) => !watched.includes(region));
  if (foreign.length > 0)
    throw new UsageProblem(
      `${foreign.join(", ")} is not watched: the configuration has ${watched.join(", ")}`,
    );
  return given === undefined ? watched : watched.filter((region) => given.includes(region));
}
