// The flags of `orgwatch init` that say what goes into the file.
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { offeredJobs } from "./jobs";

const team = z.object({ name: z.string(), channel: z.object({ name: z.string(), id: z.string() }) });
const words = z.object({ of: z.string(), said: z.array(z.string()) });
const list = z.array(z.string()).optional();

/** What was given; what was not is asked, or has its default. */
export const givenFlags = z.object({
  securityAccount: z.string().optional(),
  homeRegion: z.string().optional(),
  regions: list,
  team: z.array(team).optional(),
  claims: z.array(words).default([]),
  failoverEmail: list,
  slackWorkspace: z.string().optional(),
  slackApp: z.string().optional(),
  responder: list,
  pagerdutySchedule: z.array(z.string()).optional(),
  job: list,
  requireTags: list,
  trailBucket: z.string().optional(),
});
export type GivenFlags = z.infer<typeof givenFlags>;

/** Adds them to the command; those that may be repeated say so. */
export function addGivenFlags(command: Command): void {
  command
    .option("--security-account <id>", "the account that receives everything and runs the lambdas")
    .option("--home-region <region>", "the region of the account directory and of most lambdas")
    .option("--regions <regions>", "the watched regions, separated by commas", commas)
    .option(
      "--team <name=#channel:id>",
      "a team; the first has what no other claims (repeatable)",
      teamOption,
    )
    .option(
      "--claims <team=words>",
      "accounts and OUs of a team, by id or name, separated by commas (repeatable)",
      claimsOption,
    )
    .option("--failover-email <address>", "hears when Orgwatch itself fails (repeatable)", several)
    .option("--slack-workspace <id>", "T…: with the next two, messages have buttons")
    .option("--slack-app <id>", "A…")
    .option("--responder <id>", "U…: may press the buttons (repeatable)", several)
    .option(
      "--pagerduty-schedule <name>",
      "who is paged for the default team, or <team>=<name> (repeatable)",
      several,
    )
    .addOption(jobOption())
    .option("--require-tags <keys>", "the tags that tag-audit looks for, separated by commas", commas)
    .option(
      "--trail-bucket <account>",
      "support-cases reads the files of the organization trail, too: the account that owns their bucket",
    );
}

function jobOption(): Option {
  const names = offeredJobs.map(({ name }) => name);
  return new Option("--job <name>", `a job besides alerts: ${names.join(", ")} (repeatable)`).argParser(
    (value: string, previous: readonly string[] = []) => {
      if (!names.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${names.join(", ")}.`);
      return [...new Set([...previous, value])];
    },
  );
}

/** The words of a list that a person typed with commas. */
export function commas(value: string): readonly string[] {
  return [...new Set(value.split(",").map((word) => word.trim()))].filter((word) => word !== "");
}

function several(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value.trim()];
}

function teamOption(value: string, previous: readonly object[] = []): readonly object[] {
  const [, name, channel, id] = /^([^=]+)=([^:]+):([^:]+)$/.exec(value) ?? [];
  if (name === undefined || channel === undefined || id === undefined)
    throw new InvalidArgumentError("A team looks like app=#app-security:C0123ABCDEF.");
  return [...previous, { name: name.trim(), channel: { name: channel.trim(), id: id.trim() } }];
}

function claimsOption(value: string, previous: readonly object[] = []): readonly object[] {
  const [, of, said] = /^([^=]+)=(.+)$/.exec(value) ?? [];
  if (of === undefined || said === undefined)
    throw new InvalidArgumentError("Claims look like app=payments,444444444444,ou-ab12-cdefgh34.");
  return [...previous, { of: of.trim(), said: commas(said) }];
}
