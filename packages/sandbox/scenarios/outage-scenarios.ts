// An hour without PagerDuty, and an hour without Slack: nothing is lost, and the other channel tells of it. Run on both wirings.
import { raiseFinding } from "../src/guardduty/raise-finding";
import type { Sandbox } from "../src/sandbox";
import {
  accountId,
  deadLetters,
  forgetDeadLetters,
  paged,
  type Running,
  shown,
  until,
} from "./scenario-steps";

const region = "us-west-2";
const minutes = 60_000;
/** A message waits up to 23 minutes for its next try, and alarms end after a whole period without one. */
const recovery = 40 * minutes;

/** Lets an hour pass in heartbeats, and answers after how many minutes the condition held for the first time. */
async function anHour(sandbox: Sandbox, condition: () => boolean): Promise<number | undefined> {
  const began = sandbox.clock.now().getTime();
  let heldAfter: number | undefined;
  for (let beat = 0; beat < 12; beat += 1) {
    await sandbox.letTimePass(5 * minutes);
    if (heldAfter === undefined && condition())
      heldAfter = Math.floor((sandbox.clock.now().getTime() - began) / minutes);
  }
  return heldAfter;
}

function raise(sandbox: Sandbox, title: string) {
  const place = { accountId: accountId(sandbox, "acme-data-lake"), region };
  return raiseFinding(sandbox.gateway, place, { type: "Backdoor:EC2/C&CActivity.B", title, severity: 9.1 });
}

/** Everything that may hold lost messages, and every alarm that is not over. */
async function leftOvers(sandbox: Sandbox) {
  return {
    letters: [
      ...(await deadLetters(sandbox, "slack-notifier")),
      ...(await deadLetters(sandbox, "pagerduty-pager")),
    ],
    alarms: sandbox.alarms.all().filter(({ state }) => state === "ALARM"),
  };
}

/** The letters of earlier scenarios are not ours; two heartbeats make sure that nothing else is wrong. */
async function begin(sandbox: Sandbox): Promise<void> {
  await forgetDeadLetters(sandbox, "slack-notifier");
  await sandbox.letTimePass(10 * minutes);
}

/** Registers the scenarios; `running` is asked inside each test. */
export function outageScenarios(running: () => Running): void {
  it("loses nothing in an hour without PagerDuty, and Slack tells of it after two heartbeats", async () => {
    const { sandbox, host } = running();
    await begin(sandbox);
    const title = "A host calls home while nobody can be paged";
    const told = "Nobody is paged; pages wait in their queue";
    sandbox.gateway.faults.add({ service: "pagerduty", operation: "*", kind: "error", share: 1 });
    await raise(sandbox, title);
    const toldAfter = await anHour(sandbox, () => shown(sandbox, told).length > 0);
    const during = paged(sandbox, title);
    sandbox.gateway.faults.clear();
    await sandbox.letTimePass(recovery);
    await host.idle();
    expect({
      inTime: toldAfter !== undefined && toldAfter <= 15,
      during,
      after: paged(sandbox, title),
      inSlack: shown(sandbox, title).length,
      ...(await leftOvers(sandbox)),
    }).toEqual({
      inTime: true,
      during: [],
      after: [
        {
          title: `CRITICAL acme-data-lake: ${title} (${region})`,
          status: "triggered",
          severity: "critical",
          service: "Orgwatch security",
        },
      ],
      inSlack: 1,
      letters: [],
      alarms: [],
    });
  });

  it("loses nothing in an hour without Slack, and somebody is paged for it after two heartbeats", async () => {
    const { sandbox, host } = running();
    await begin(sandbox);
    const title = "A host calls home while nobody can read it";
    const told = "Alerts do not reach Slack; they wait in their queue";
    sandbox.gateway.faults.add({ service: "slack", operation: "*", kind: "error", share: 1 });
    await raise(sandbox, title);
    const toldAfter = await anHour(sandbox, () => paged(sandbox, told).length > 0);
    const during = { inSlack: shown(sandbox, title).length, paged: paged(sandbox, title).length };
    sandbox.gateway.faults.clear();
    await sandbox.letTimePass(recovery);
    await host.idle();
    await until(sandbox, "the pages of the outage are over", () =>
      paged(sandbox, told).every(({ status }) => status === "resolved"),
    );
    expect({
      inTime: toldAfter !== undefined && toldAfter <= 15,
      during,
      inSlack: shown(sandbox, title).map(({ channel, edits }) => ({ channel, edits })),
      pagedForSlack: paged(sandbox, told).map(({ status, service }) => ({ status, service })),
      ...(await leftOvers(sandbox)),
    }).toEqual({
      inTime: true,
      during: { inSlack: 0, paged: 1 },
      inSlack: [{ channel: "C0CRITICAL", edits: 0 }],
      pagedForSlack: sandbox.organization.regions.map(() => ({
        status: "resolved",
        service: "Orgwatch security",
      })),
      letters: [],
      alarms: [],
    });
  });
}
