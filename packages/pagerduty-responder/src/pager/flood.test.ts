// More alerts than PagerDuty takes in a minute, in virtual time: nobody waits much longer than PagerDuty's own pace makes them wait.
import { guardDutyFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import { runBatch } from "@orgwatch/core/run-batch";
import { simulatedQueue } from "@orgwatch/core/worlds/simulated-sqs";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { pagerWorld, paymentsProd } from "../../testing/pager-world";
import { pagePeople } from "./page-people";

const flood = 1000;
const eventsPerMinute = 120;

function finding(id: string, accountId: string) {
  return JSON.stringify(guardDutyFinding({ id, accountId, updatedAt: "2030-01-07T08:59:00Z" }));
}

it("pages for 1,000 alerts within twice the time that PagerDuty's limit asks for, and for another team at once", async () => {
  const world = pagerWorld({ eventsPerMinute });
  const { dependencies, deadline, time, pagerDuty } = world;
  const start = time.now().getTime();
  const queue = simulatedQueue(time, {
    arn: "arn:aws:sqs:us-west-2:222222222222:orgwatch-pagerduty-pager-security-alert",
    receiveLimit: 100,
    concurrency: 2,
    handOutTwice: () => false,
  });
  for (let n = 0; n < flood; n += 1) queue.send(finding(`f-${n}`, "333333333333"));
  const other = time.sleep(120_000).then(() => queue.send(finding("other", paymentsProd.accountId)));
  const drained = queue.drain((event) =>
    runBatch(event, (record, log, end) => pagePeople(record, { ...dependencies, log, deadline: end }), {
      ...queue,
      log: silent,
      receiveLimit: 100,
      deadline: deadline(),
    }),
  );
  await time.run(Promise.all([other, drained]));
  const secondsOf = (service: string) =>
    pagerDuty
      .incidents()
      .filter((incident) => incident.service.name === service)
      .map(({ createdAt }) => (createdAt.getTime() - start) / 1000);
  const seconds = secondsOf("Security").toSorted((one, next) => one - next);
  const [otherTeam = 0] = secondsOf("Payments");
  expect({
    paged: seconds.length,
    lost: queue.deadLetters(),
    lastInTime: (seconds.at(-1) ?? 0) < 2 * 60 * (flood / eventsPerMinute),
    otherTeamAtOnce: otherTeam < 125,
  }).toEqual({ paged: flood, lost: [], lastInTime: true, otherTeamAtOnce: true });
}, 60_000);
