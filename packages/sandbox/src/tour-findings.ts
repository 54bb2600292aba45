// The first part of the tour: findings of every severity in both regions, followed from GuardDuty to Slack and PagerDuty.
import type { JournalEntry, Stop } from "./journal";
import { createSampleFindings } from "./sample-findings";
import type { Sandbox } from "./sandbox";

/** Account names, regions and types: every severity, most resource kinds, both regions, a critical one. */
const visits = [
  { account: "acme-payments-prod", region: "us-west-2", type: "Backdoor:EC2/C&CActivity.B" },
  { account: "acme-payments-staging", region: "us-east-1", type: "Recon:EC2/PortProbeUnprotectedPort" },
  { account: "acme-web-shop", region: "us-west-2", type: "Discovery:S3/MaliciousIPCaller" },
  { account: "acme-data-lake", region: "us-east-1", type: "AttackSequence:S3/CompromisedData" },
  { account: "acme-build", region: "us-west-2", type: "CryptoCurrency:EC2/BitcoinTool.B!DNS" },
  { account: "acme-log-archive", region: "us-east-1", type: "Policy:IAMUser/RootCredentialUsage" },
] as const;

const stops: readonly Stop[] = ["GuardDuty", "EventBridge", "SNS", "SQS", "Lambda", "Slack", "PagerDuty"];
const patienceMs = 25_000;

/** When a finding reached each stop first. */
type Way = ReadonlyMap<Stop, JournalEntry>;

/** Creates the findings, and tells of each when it reached which stop, and what Slack shows. False when some do not arrive after a while. */
export async function followFindings(sandbox: Sandbox, say: (line: string) => void): Promise<boolean> {
  const idOf = new Map(sandbox.organization.accounts.map(({ id, name }) => [name, id]));
  const started = Date.now();
  const arrivals = watchArrivals(sandbox, visits.length);
  say(`Creating ${visits.length} findings with GuardDuty's CreateSampleFindings …`);
  try {
    for (const { account, region, type } of visits) {
      const accountId = idOf.get(account) ?? "";
      await createSampleFindings({ endpoint: sandbox.url, accountId, region }, [type]);
    }
    await arrivals.done;
  } finally {
    arrivals.end();
  }
  const ways = [...arrivals.ways.values()];
  say("");
  say(`${"account".padEnd(22)} ${"region".padEnd(10)} ${stops.map((stop) => stop.padStart(12)).join("")}`);
  for (const { account, region } of visits) {
    const way = ways.find((one) => {
      const first = one.get("GuardDuty");
      return first?.accountId === idOf.get(account) && first?.region === region;
    });
    say(`${account.padEnd(22)} ${region.padEnd(10)} ${timesOf(way)}`);
  }
  say("");
  for (const line of messageLines(sandbox)) say(`  ${line}`);
  say("");
  const inSlack = ways.filter((way) => way.has("Slack")).length;
  const alerts = sandbox.pagerDuty.incidents().length;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(
    `${inSlack} of ${visits.length} findings reached Slack and ${alerts} alerts PagerDuty in ${seconds} s.`,
  );
  return inSlack === visits.length;
}

/** Milliseconds since GuardDuty, stop by stop. */
function timesOf(way: Way | undefined): string {
  const began = way?.get("GuardDuty")?.at.getTime() ?? 0;
  return stops
    .map((stop) => {
      const entry = way?.get(stop);
      return (entry ? `${entry.at.getTime() - began} ms` : "-").padStart(12);
    })
    .join("");
}

/** What Slack shows of the findings, in the order of the visits and not of arrival, which differs from run to run. */
function messageLines({ slack }: Sandbox): readonly string[] {
  const names = new Map(slack.channels().map(({ id, name }) => [id, name]));
  return visits.flatMap(({ account }) =>
    slack
      .messages()
      .filter(({ text }) => text.includes(` in ${account} (`))
      .map(({ channel, text }) => `#${names.get(channel) ?? channel}  ${text}`),
  );
}

/** `done` resolves when as many findings have arrived, or after a while without that; `end` stops watching. */
function watchArrivals(sandbox: Sandbox, count: number) {
  const ways = new Map<string, Map<Stop, JournalEntry>>();
  let finish: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const giveUp = setTimeout(finish, patienceMs);
  const unsubscribe = sandbox.journal.subscribe((entry) => {
    if (entry.subject === undefined) return;
    const way = ways.get(entry.subject) ?? new Map<Stop, JournalEntry>();
    if (!way.has(entry.stop)) way.set(entry.stop, entry);
    ways.set(entry.subject, way);
    if ([...ways.values()].filter(isThere).length === count) finish();
  });
  const end = () => {
    clearTimeout(giveUp);
    unsubscribe();
  };
  return { ways, done, end };
}

/** In Slack, and an alert in PagerDuty too. */
function isThere(way: Way): boolean {
  const isAlert = [...way.values()].some(({ stop, what }) => stop === "SNS" && what.includes("-alert"));
  return way.has("Slack") && (!isAlert || way.has("PagerDuty"));
}
