// The last part of the tour: sixty instances are audited, and weeks pass: reported, warned, stopped, terminated, but for those that are spared.
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { stateMachineName } from "@orgwatch/manifest/names";
import { adminOf } from "./admin";
import { fixSampleTags } from "./instances/sample-instances";
import type { LambdaHost } from "./lambda-host/lambda-host";
import type { Sandbox } from "./sandbox";

const hour = 3600_000;
/** Hours after the visit before, more than between the schedule's runs, and what happens then. */
const visits = [
  { hours: 7, words: "after seven hours: report" },
  { hours: 25, words: "a day later: owners are warned; one mends its tags" },
  { hours: 80, words: "four days later: stop" },
  { hours: 260, words: "two weeks later: terminate" },
] as const;

/** Runs four audits, with the time between them skipped, and tells what Slack says of each. False when a run fails. */
export async function auditTags(
  sandbox: Sandbox,
  host: LambdaHost,
  say: (line: string) => void,
): Promise<boolean> {
  say("");
  say(
    `${sandbox.sampleInstances.length} EC2 instances of every kind are audited for their tags, and time is skipped …`,
  );
  let complete = true;
  for (const { hours, words } of visits) {
    const before = sandbox.slack.messages().length;
    // Skipping time starts what is due, the audit too.
    sandbox.clock.advance(hours * hour);
    await host.idle();
    const status = await lastAudit(sandbox);
    complete &&= status === "SUCCEEDED";
    say(`  ${words}${status === "SUCCEEDED" ? "" : ` (the run ended as ${status})`}`);
    for (const { text, threadTs } of sandbox.slack.messages().slice(before))
      if (threadTs === undefined && /tag audit/i.test(text)) say(`    ${text.split("\n")[0] ?? ""}`);
    if (hours === 25) await fixSampleTags(sandbox.url, sandbox.sampleInstances);
  }
  const mails = sandbox.gateway.mail.messages().length;
  say(`  ${mails} mails were sent; they are on the page.`);
  return complete;
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
