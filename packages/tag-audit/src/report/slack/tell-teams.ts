// The summary in each team's channel, its instances in the thread; when nothing is new, once a day at most.
import { createHash } from "node:crypto";
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { deliver } from "@orgwatch/core/slack-delivery/deliver";
import type { DeliverDependencies, Parcel } from "@orgwatch/core/slack-delivery/parcel";
import { type Channel, channelOf, type Routing } from "@orgwatch/manifest/routing";
import { inRounds, type RoundDependencies } from "../in-rounds";
import { isAnythingDone, type Report, reportOfTeam } from "../report";
import { detailReplies } from "./detail-lines";
import { bandOf, teamSummary } from "./team-summary";

/** `named`: violations that a sent message of this run names, by the channel's name. */
export type TeamsTold = { readonly named: ReadonlyMap<string, string>; readonly problems: readonly string[] };

/**
 * Tells each team about its accounts, and the default team what the whole run asks people. One team's channel never stops another's: what
 * could not be told is in `problems`.
 */
export async function tellTeams(
  report: Report,
  routing: Routing,
  dependencies: DeliverDependencies & RoundDependencies,
): Promise<TeamsTold> {
  const named = new Map<string, string>();
  const teams = new Set([routing.defaultTeam, ...report.accounts.map(({ team }) => team)]);
  const problems = await inRounds(
    [...teams],
    1,
    async (team) => {
      const isDefault = team === routing.defaultTeam;
      const its = reportOfTeam(report, team, isDefault ? report.warnings : []);
      for (const [id, channel] of await tellTeam(team, its, isDefault, routing, dependencies))
        named.set(id, channel);
    },
    dependencies,
  );
  return { named, problems: problems.map((problem) => `Slack: ${problem}`) };
}

/** The violations that its messages name, in the order in which they were sent. */
async function tellTeam(
  team: string,
  report: Report,
  isDefault: boolean,
  routing: Routing,
  dependencies: DeliverDependencies,
): Promise<readonly (readonly [string, string])[]> {
  const day = await readDay(team, report, dependencies);
  if (!isDue(report, isDefault, day)) return [];
  const channel = channelOf(routing, team, bandOf(report));
  if (channel === undefined) throw new NeverAgain("the routing names no channel for the default team");
  const summary = parcelOf(`tag-audit/${report.runId}/${team}`, report, channel);
  await deliver(summary, dependencies);
  const replies = detailReplies(report.lines, labelsOf(report));
  for (const [index, { message }] of replies.entries())
    await deliver(await replyTo(summary, index, message, dependencies), dependencies);
  await noteDay(team, report, day, dependencies);
  return replies.flatMap(({ named }) => named.map((id) => [id, channel.name] as const));
}

function labelsOf({ accounts }: Report): (accountId: string) => string {
  const labels = new Map(accounts.map(({ id, label }) => [id, label]));
  return (id) => labels.get(id) ?? id;
}

function parcelOf(key: string, report: Report, channel: Channel): Parcel {
  const message = teamSummary(report);
  return {
    key,
    version: undefined,
    band: bandOf(report),
    channel,
    message,
    raised: () => message,
    quiet: true,
  };
}

/** In the thread of the summary, wherever that was sent; what the webhook sent has no thread. */
async function replyTo(
  summary: Parcel,
  index: number,
  message: Parcel["message"],
  { deliveries }: DeliverDependencies,
): Promise<Parcel> {
  const sent = (await deliveries.read(summary.key))?.delivery;
  const place =
    sent?.channel !== undefined && sent.ts !== undefined
      ? { thread: sent.ts, channel: { ...summary.channel, id: sent.channel } }
      : {};
  return { ...summary, key: `${summary.key}/${index}`, message, raised: () => message, ...place };
}

type Day = {
  readonly key: string;
  readonly told: string | undefined;
  readonly saved: Awaited<ReturnType<DeliverDependencies["deliveries"]["read"]>>;
};

async function readDay(team: string, { runId }: Report, { deliveries }: DeliverDependencies): Promise<Day> {
  const key = `tag-audit/day/${runId.slice(0, 10)}/slack/${team}`;
  const saved = await deliveries.read(key);
  return { key, told: saved?.delivery.version, saved };
}

/**
 * A run that did something is told, and one that found something else than what was told last. Otherwise once a day: to teams with
 * violations, and to the default team in any case, so that somebody sees that the audit lives.
 */
function isDue(report: Report, isDefault: boolean, { told }: Day): boolean {
  if (isAnythingDone(report.lines)) return true;
  if (told === undefined) return isDefault || !isEmpty(report);
  const [runId, print] = told.split(" ");
  return runId === report.runId || print !== fingerprint(report);
}

function isEmpty({ lines, unread, canaries, warnings }: Report): boolean {
  return lines.length + unread.length + canaries.length + warnings.length === 0;
}

async function noteDay(
  team: string,
  report: Report,
  { key, saved }: Day,
  { deliveries, now }: DeliverDependencies,
) {
  const version = `${report.runId} ${fingerprint(report)}`;
  const delivery = {
    state: "sent" as const,
    version,
    band: "info" as const,
    attemptedAt: now().toISOString(),
  };
  if (saved?.delivery.version === version || (await deliveries.save(key, delivery, saved, now()))) return;
  throw new TryLater(`someone else told the team ${team} of a run`, { retryAfterSeconds: 2 });
}

/** What makes a report the same as another: which instances, how far, why, and what is wrong with the run; no times. */
function fingerprint({ lines, unread, canaries, warnings }: Report): string {
  const facts = [
    lines
      .filter(({ status }) => status === "open")
      .map(({ violationId, problems, happened, next, held }) => [
        violationId,
        problems,
        happened,
        next?.stage,
        held,
      ])
      .toSorted(),
    [...unread, ...canaries].map(({ accountId, region }) => `${accountId}/${region}`).toSorted(),
    warnings,
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 32);
}
