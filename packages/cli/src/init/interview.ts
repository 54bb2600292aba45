// All questions of init, in order; what a flag has said already is not asked.
import type { Answers, SlackAnswer, TeamAnswer } from "./answers";
import type { RegionFact } from "./caller-account";
import { problemsAt } from "./config-problems";
import { type Asker, askNobody } from "./conversation";
import { commas, type GivenFlags } from "./given-flags";
import { offeredJobs } from "./jobs";
import type { OrganizationFacts } from "./organization-facts";
import {
  accountProblems,
  homeRegionProblems,
  regionProblems,
  standardHome,
  standardRegions,
  standardSecurityAccount,
} from "./place-choices";
import { askTeams } from "./team-questions";

/** Everything that is known before the first question. */
export type Setting = {
  readonly given: GivenFlags;
  readonly facts: OrganizationFacts;
  readonly regions: readonly RegionFact[];
  /** The region of the AWS configuration. */
  readonly ownRegion: string | undefined;
};

/** Rejects with what `ask` rejects with. Given answers are not checked here: all problems come together, before the file is written. */
export async function interview(setting: Setting, ask: Asker): Promise<Answers> {
  const { given } = setting;
  const place = await askPlace(setting, ask);
  const teams = await askTeams(given, ask);
  const failoverEmails =
    given.failoverEmail ??
    commas(
      (await ask({
        words: "E-mail addresses that hear when Orgwatch itself fails, separated by commas",
        fallback: undefined,
        problems: (typed) => problemsAt(["contacts"], { contacts: { failoverEmails: commas(typed) } }),
      })) ?? "",
    );
  const slack = await askSlack(given, ask);
  const schedules = await askSchedules(given, teams, ask);
  return { ...place, teams, failoverEmails, slack, schedules, ...(await askJobs(given, ask)) };
}

async function askPlace(
  { given, facts, regions, ownRegion }: Setting,
  ask: Asker,
): Promise<Pick<Answers, "securityAccount" | "homeRegion" | "regions">> {
  const securityAccount =
    given.securityAccount ??
    (await ask({
      words: "Security account, which receives everything and runs the lambdas (id)",
      fallback: standardSecurityAccount(facts),
      problems: (id) => accountProblems(id, facts),
    }));
  const homeRegion =
    given.homeRegion ??
    (await ask({
      words: "Home region",
      fallback: standardHome(facts, regions, ownRegion),
      problems: (name) => homeRegionProblems(name, regions),
    }));
  const typed =
    given.regions ??
    commas(
      (await ask({
        words: "Watched regions: every region that your accounts can use, separated by commas",
        fallback: standardRegions(regions).join(","),
        problems: (names) => regionProblems(commas(names), homeRegion, facts, regions),
      })) ?? "",
    );
  return { securityAccount, homeRegion, regions: typed };
}

async function askSlack(
  { slackWorkspace, slackApp, responder }: GivenFlags,
  ask: Asker,
): Promise<SlackAnswer | undefined> {
  const some = slackWorkspace ?? slackApp ?? responder;
  const workspaceId =
    slackWorkspace ??
    (await ask({
      words: "Slack workspace (T…; empty: messages have no buttons)",
      fallback: "",
      problems: (typed) => problemsAt(["slack.workspaceId"], { slack: { workspaceId: typed } }),
    }));
  if (workspaceId === "" && some === undefined) return undefined;
  const appId =
    slackApp ??
    (await ask({
      words: "Slack app (A…)",
      fallback: undefined,
      problems: (typed) => problemsAt(["slack.appId"], { slack: { appId: typed } }),
    }));
  const responders =
    responder ??
    commas(
      (await ask({
        words: "Who may press buttons: Slack member ids (U…), separated by commas",
        fallback: undefined,
        problems: (typed) => problemsAt(["slack.responders"], { slack: { responders: commas(typed) } }),
      })) ?? "",
    );
  return { workspaceId: workspaceId || undefined, appId, responders };
}

/** A flag without a team's name, and the question, are about the default team. */
async function askSchedules(
  { pagerdutySchedule }: GivenFlags,
  teams: readonly TeamAnswer[],
  ask: Asker,
): Promise<Answers["schedules"]> {
  const own = teams[0]?.name ?? "";
  if (pagerdutySchedule === undefined) {
    const words = "PagerDuty schedule of the default team (its name; empty: nobody is paged)";
    const schedule = await ask({ words, fallback: "" });
    return schedule ? { [own]: schedule } : {};
  }
  return Object.fromEntries(
    pagerdutySchedule.map((said) => {
      const team = teams.find(({ name }) => said.startsWith(`${name}=`))?.name;
      return team === undefined ? [own, said] : [team, said.slice(team.length + 1)];
    }),
  );
}

async function askJobs(given: GivenFlags, ask: Asker): Promise<Pick<Answers, "jobs" | "requireTags">> {
  const jobs: string[] = [...(given.job ?? [])];
  if (given.job === undefined)
    for (const { name, watches } of offeredJobs) {
      const typed = await ask({
        words: `Watch ${watches}, too (y or n)`,
        fallback: "n",
        problems: (answer) => (/^(y(es)?|no?)$/i.test(answer) ? [] : ["y or n"]),
      });
      if (/^y/i.test(typed ?? "")) jobs.push(name);
    }
  const askTags = jobs.includes("tag-audit") ? ask : askNobody;
  const requireTags =
    given.requireTags ??
    commas(
      (await askTags({
        words: "Tags that every EC2 instance must have, separated by commas",
        fallback: "created_by,department,project",
      })) ?? "",
    );
  return { jobs, requireTags };
}
