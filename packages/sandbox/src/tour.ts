// The tour: findings in several accounts and regions, followed from GuardDuty to Slack and PagerDuty, each stop with its time; then a
// person resolves an incident, a support case is followed to its end, a security-group change is denied, everything is inventoried, and
// instances are audited for their tags.
import type { JournalEntry, Stop } from "./journal";
import type { LambdaHost } from "./lambda-host/lambda-host";
import { createSampleFindings } from "./sample-findings";
import type { Sandbox } from "./sandbox";
import { followCase } from "./tour-case";
import { denyChange } from "./tour-group";
import { inventoryAll } from "./tour-inventory";
import { resolveGravest } from "./tour-response";
import { auditTags } from "./tour-tags";

/** Whether everything arrived: findings in Slack, alerts in PagerDuty too, the resolved one archived, the case followed, the change taken back, the inventory and the audits done. */
export type TourResult = { readonly complete: boolean };

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

/** Creates the findings and tells about each stop as it is reached. Resolves when all have arrived, or nothing comes any more. */
export async function tour(
  sandbox: Sandbox,
  host: LambdaHost,
  say: (line: string) => void,
): Promise<TourResult> {
  const nameOf = new Map(sandbox.organization.accounts.map(({ id, name }) => [id, name]));
  const idOf = new Map(sandbox.organization.accounts.map(({ id, name }) => [name, id]));
  const started = Date.now();
  const ways = new Map<string, Map<Stop, JournalEntry>>();
  const arrivals = watchArrivals(sandbox, ways, visits.length);
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
  say("");
  say(`${"account".padEnd(22)} ${"region".padEnd(10)} ${stops.map((stop) => stop.padStart(12)).join("")}`);
  for (const way of ways.values()) {
    const first = way.get("GuardDuty");
    if (!first) continue;
    const times = stops.map((stop) => {
      const entry = way.get(stop);
      return (entry ? `${entry.at.getTime() - first.at.getTime()} ms` : "-").padStart(12);
    });
    say(`${(nameOf.get(first.accountId) ?? "").padEnd(22)} ${first.region.padEnd(10)} ${times.join("")}`);
  }
  const inSlack = [...ways.values()].filter((way) => way.has("Slack")).length;
  say("");
  for (const { channel, text } of sandbox.slack.messages())
    say(`  #${channelName(sandbox, channel)}  ${text}`);
  say("");
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const alerts = sandbox.pagerDuty.incidents().length;
  say(
    `${inSlack} of ${visits.length} findings reached Slack and ${alerts} alerts PagerDuty in ${seconds} s.`,
  );
  const archived = await resolveGravest(sandbox, say);
  const followed = await followCase(sandbox, say);
  const denied = await denyChange(sandbox, say);
  // Before the audits, which let weeks pass and terminate instances.
  const inventoried = await inventoryAll(sandbox, host, say);
  const audited = await auditTags(sandbox, host, say);
  const rest = followed && denied && inventoried && audited;
  return { complete: inSlack === visits.length && archived && rest };
}

/** `done` resolves when as many findings have reached Slack, or after a while without that; `end` stops watching. */
function watchArrivals(sandbox: Sandbox, ways: Map<string, Map<Stop, JournalEntry>>, count: number) {
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
  return { done, end };
}

/** In Slack, and an alert in PagerDuty too. */
function isThere(way: ReadonlyMap<Stop, JournalEntry>): boolean {
  const isAlert = [...way.values()].some(({ stop, what }) => stop === "SNS" && what.includes("-alert"));
  return way.has("Slack") && (!isAlert || way.has("PagerDuty"));
}

function channelName(sandbox: Sandbox, id: string): string {
  return sandbox.slack.channels().find((channel) => channel.id === id)?.name ?? id;
}
