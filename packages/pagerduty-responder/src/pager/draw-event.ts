// How a notice looks in PagerDuty: the summary for a phone's lock screen, the place it is about, the details and the links.
import type { Archived, Notice, Weight } from "@orgwatch/core/notice/notice";
import { dedupKeyOf, heartbeatKey } from "./dedup-key";
import { detailsOf } from "./event-details";
import type { PagerDutyEvent, PagerDutyLink, PagerDutySeverity } from "./pagerduty-event";
import { plainLine } from "./plain-line";

/** Whom an alert is about. `key` is the recipient's; `slack` is where its message stands, or will stand. */
export type DrawContext = {
  readonly key: string;
  readonly account: { readonly id: string; readonly name: string } | undefined;
  readonly slack: { readonly channel: string; readonly ts: string | undefined } | undefined;
};

const severities: Readonly<Record<Weight["band"], PagerDutySeverity>> = {
  critical: "critical",
  high: "error",
  medium: "warning",
  low: "info",
  info: "info",
  ok: "info",
};

/** PagerDuty's limit is 1,024; the rest of the line is limited so that the region is never cut off. */
const headlineLimit = 800;
const wordLimit = 100;
/** A longer link is odd, and half a link helps nobody. */
const linkLimit = 1500;

/** The labels of facts that name what is affected, wherever the layouts put them. */
const resourceLabels = new Set([
  ...["Instance", "Bucket", "Function", "EKS cluster", "ECS cluster", "Workload", "Container", "Database"],
  ...["Database cluster", "Volume", "Snapshot", "Image", "Recovery point", "Resource", "Resources", "Of"],
]);

/** The event of a notice: a trigger, or the end of an alarm that went back. */
export function drawEvent(notice: Notice, { key, account, slack }: DrawContext): PagerDutyEvent {
  const { weight, seen, version, facts, kind, link } = notice;
  const name = account ? plainLine(account.name, wordLimit) : notice.accountId;
  const words = account ? `${name} (${account.id})` : notice.accountId;
  const time = seen?.last ?? seen?.first ?? version;
  const component = facts.find(({ label }) => resourceLabels.has(label))?.value;
  const type = facts.find(({ label }) => label === "Finding type")?.value;
  return {
    event_action: actionOf(weight),
    dedup_key: dedupKeyOf(key),
    payload: {
      summary: summaryOf(notice, name),
      source: words ?? plainLine(notice.key, headlineLimit),
      severity: severities[weight.band],
      ...(time === undefined ? {} : { timestamp: time }),
      ...(component === undefined ? {} : { component: plainLine(component, 2 * wordLimit) }),
      ...(name === undefined ? {} : { group: name }),
      class: plainLine(type ?? kind, 2 * wordLimit),
      custom_details: detailsOf(notice, words),
    },
    links: [
      ...(link && isUsable(link.url) ? [{ href: link.url, text: plainLine(link.label, wordLimit) }] : []),
      ...(slack ? [slackLink(slack)] : []),
    ],
    client: "Orgwatch",
  };
}

/** `ok` is the end of something; everything else wakes people up. */
export function actionOf({ band }: Weight): PagerDutyEvent["event_action"] {
  return band === "ok" ? "resolve" : "trigger";
}

/** The end of a finding that somebody archived in GuardDuty. `key` is the page's. */
export function drawArchived({ at, by }: Archived, key: string): PagerDutyEvent {
  return {
    event_action: "resolve",
    dedup_key: dedupKeyOf(key),
    payload: {
      summary: `Archived in GuardDuty${by === undefined ? "" : ` by ${plainLine(by, headlineLimit)}`}`,
      source: plainLine(key, headlineLimit),
      severity: "info",
      timestamp: at,
    },
    client: "Orgwatch",
  };
}

/** Resolves what was never opened: PagerDuty takes it, and nobody sees anything. */
export function drawHeartbeat(region: string): PagerDutyEvent {
  return {
    event_action: "resolve",
    dedup_key: heartbeatKey(region),
    payload: { summary: "Heartbeat", source: `Orgwatch in ${region}`, severity: "info" },
    client: "Orgwatch",
  };
}

/** «SAMPLE HIGH payments-prod: EC2 instance i-1 … (us-west-2)»: how grave, where, what; a lock screen shows some 70 characters. */
function summaryOf({ sample, weight, headline, region }: Notice, account: string | undefined): string {
  const start = [...(sample ? ["SAMPLE"] : []), weight.band.toUpperCase(), ...(account ? [account] : [])];
  const place = region === undefined ? "" : ` (${plainLine(region, wordLimit)})`;
  return `${start.join(" ")}: ${plainLine(headline, headlineLimit)}${place}`;
}

/** Opens the message, or its channel while it is not posted. */
function slackLink({ channel, ts }: NonNullable<DrawContext["slack"]>): PagerDutyLink {
  const query = new URLSearchParams(ts === undefined ? { channel } : { channel, message_ts: ts });
  return { href: `https://slack.com/app_redirect?${query}`, text: "Open in Slack" };
}

function isUsable(url: string): boolean {
  return /^https:\/\/[\x21-\x7E]+$/.test(url) && url.length <= linkLimit;
}
