// The last part of the tour: sixty instances are audited, and weeks pass: reported, warned, stopped, terminated, but for those that are spared.
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { stateMachineName } from "@orgwatch/manifest/names";
import { adminOf } from "./admin";
import { fixSampleTags } from "./instances/sample-instances";
import type { LambdaHost } from "./lambda-host/lambda-host";
import type { Sandbox } from "./sandbox";

const hour = 3600_000;
/** Hours after the visit before, and what happens then. */
const visits = [
  { hours: 1, words: "an hour later: report" },
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
    sandbox.clock.advance(hours * hour);
    const before = sandbox.slack.messages().length;
    const status = await runAudit(sandbox, host);
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

async function runAudit({ url, organization }: Sandbox, host: LambdaHost): Promise<string | undefined> {
  const { infrasecAccountId, homeRegion } = organization;
  const sfn = new SFNClient(adminOf(url, infrasecAccountId, homeRegion));
  try {
    const machine = `arn:aws:states:${homeRegion}:${infrasecAccountId}:stateMachine:${stateMachineName("tag-audit")}`;
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: machine, input: "{}" }),
    );
    await host.idle();
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status;
  } finally {
    sfn.destroy();
  }
}
