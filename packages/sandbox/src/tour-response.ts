// The second half of the tour: somebody resolves the gravest incident, and the finding is closed everywhere.
import { GetFindingsCommand, GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { adminOf } from "./admin";
import { pagerDutyUsers } from "./pagerduty/account";
import type { Sandbox } from "./sandbox";
import type { SlackMessage } from "./slack/slack-message";

const patienceMs = 25_000;

/** Resolves the critical incident as Alice, and tells what came of it. False when the finding is not archived after a while. */
export async function resolveGravest(sandbox: Sandbox, say: (line: string) => void): Promise<boolean> {
  const incident = sandbox.pagerDuty.incidents().find(({ severity }) => severity === "critical");
  const [, region = "", findingId = ""] = incident?.key.split("/") ?? [];
  if (!incident) return false;
  say("");
  say(`Incident #${incident.number}  ${incident.title}`);
  const { name } = pagerDutyUsers.alice;
  say(`${name} resolves it in PagerDuty …`);
  const changed = nextChange(sandbox, ({ text, blocks }) =>
    text.includes("CRITICAL")
      ? /Finding archived\* by [^"\\·]*/.exec(JSON.stringify(blocks))?.[0]
      : undefined,
  );
  sandbox.pagerDuty.act(incident.id, "resolve", name);
  const line = await changed;
  const archived = await isArchived(sandbox, region, findingId);
  say(`  GuardDuty: finding ${findingId} in ${region} is ${archived ? "archived" : "not archived"}`);
  say(`  Slack:     ${line?.replaceAll("*", "").trim() ?? "does not show it"}`);
  return archived && line !== undefined;
}

/** What `find` answers for the first changed message for which it answers anything; undefined after a while without. */
export function nextChange<Found>(
  { slack }: Sandbox,
  find: (message: SlackMessage) => Found | undefined,
): Promise<Found | undefined> {
  return new Promise((resolve) => {
    const finish = (found: Found | undefined) => {
      clearTimeout(giveUp);
      end();
      resolve(found);
    };
    const giveUp = setTimeout(() => finish(undefined), patienceMs);
    const end = slack.subscribe((message) => {
      const found = find(message);
      if (found !== undefined) finish(found);
    });
  });
}

async function isArchived(
  { url, organization }: Sandbox,
  region: string,
  findingId: string,
): Promise<boolean> {
  const guardDuty = new GuardDutyClient(adminOf(url, organization.infrasecAccountId, region));
  try {
    const { DetectorIds = [] } = await guardDuty.send(new ListDetectorsCommand({}));
    const { Findings = [] } = await guardDuty.send(
      new GetFindingsCommand({ DetectorId: DetectorIds[0], FindingIds: [findingId] }),
    );
    return Findings.some(({ Service }) => Service?.Archived === true);
  } finally {
    guardDuty.destroy();
  }
}
