// The last part of the tour: sixty instances are audited, and weeks pass: reported, warned, stopped, terminated, but for those that are spared.
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { stateMachineName } from "@orgwatch/manifest/names";
import { adminOf } from "./admin";
import { fixSampleTags } from "./instances/sample-instances";
import type { LambdaHost } from "./lambda-host/lambda-host";
import type { Sandbox } from "./sandbox";
import type { SlackMessage } from "./slack/slack-message";

const hour = 3600_000;

/** Hours after the visit before, more than between the schedule's runs, and what happens then. */
type Visit = { readonly hours: number; readonly words: string; readonly mended?: true };

const reported: Visit = { hours: 7, words: "after seven hours: report" };
const warned: Visit = {
  hours: 25,
  words: "a day later: owners are warned; one mends its tags",
  mended: true,
};
const stopped: Visit = { hours: 80, words: "four days later: stop" };
const terminated: Visit = { hours: 260, words: "two weeks later: terminate" };

/** Runs four audits, with the time between them skipped, and tells what Slack says of each. False when a run fails. */
export async function auditTags(
  sandbox: Sandbox,
  host: LambdaHost,
  say: (line: string) => void,
): Promise<boolean> {
  const wereWarned = await warnOwners(sandbox, host, say);
  const wereStopped = await audit(sandbox, host, stopped, say);
  const wereTerminated = await audit(sandbox, host, terminated, say);
  const mails = sandbox.gateway.mail.messages().length;
  say(`  ${mails} mails were sent; they are on the page.`);
  return wereWarned && wereStopped && wereTerminated;
}

/** The first two of the audits, after which owners have a warning. False when a run fails. */
export async function warnOwners(
  sandbox: Sandbox,
  host: LambdaHost,
  say: (line: string) => void,
): Promise<boolean> {
  const count = sandbox.sampleInstances.length;
  say("");
  say(`${count} EC2 instances of every kind are audited for their tags, and time is skipped …`);
  const wereReported = await audit(sandbox, host, reported, say);
  const wereWarned = await audit(sandbox, host, warned, say);
  return wereReported && wereWarned;
}

async function audit(
  sandbox: Sandbox,
  host: LambdaHost,
  { hours, words, mended }: Visit,
  say: (line: string) => void,
): Promise<boolean> {
  const before = sandbox.slack.messages().length;
  // Skipping time starts what is due, the audit too.
  sandbox.clock.advance(hours * hour);
  await host.idle();
  const status = await lastAudit(sandbox);
  say(`  ${words}${status === "SUCCEEDED" ? "" : ` (the run ended as ${status})`}`);
  for (const { text, threadTs } of inChannelOrder(sandbox, before))
    if (threadTs === undefined && /tag audit/i.test(text)) say(`    ${text.split("\n")[0] ?? ""}`);
  if (mended) await fixSampleTags(sandbox.url, sandbox.sampleInstances);
  return status === "SUCCEEDED";
}

/** Messages from a place in the list on, channel by channel: which of them was first differs from run to run. */
function inChannelOrder({ slack }: Sandbox, from: number): readonly SlackMessage[] {
  const channels = slack.channels().map(({ id }) => id);
  return slack
    .messages()
    .slice(from)
    .toSorted((one, other) => channels.indexOf(one.channel) - channels.indexOf(other.channel));
}

/** How the newest execution of the audit stands, in Step Functions' words; undefined when there is none. */
export async function lastAudit({ url, organization }: Sandbox): Promise<string | undefined> {
  const { infrasecAccountId, homeRegion } = organization;
  const sfn = new SFNClient(adminOf(url, infrasecAccountId, homeRegion));
  try {
    const machine = `arn:aws:states:${homeRegion}:${infrasecAccountId}:stateMachine:${stateMachineName("tag-audit")}`;
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: machine, maxResults: 1 }),
    );
    return executions[0]?.status;
  } finally {
    sfn.destroy();
  }
}
