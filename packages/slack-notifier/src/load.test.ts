// 1,000 findings while Slack fails in every way: none lost, none twice. Virtual time: 20 minutes of Slack pass in seconds.
import { runBatch } from "@orgwatch/core/run-batch";
import { seeded } from "@orgwatch/core/testing/seeded";
import { simulatedQueue } from "@orgwatch/core/worlds/simulated-sqs";
import { silent, slackWorld } from "@orgwatch/core/worlds/slack-world";
import { slackNotifier } from "../manifest";
import { notify } from "./notify";

function finding(n: number, accountId: string) {
  return {
    id: `event-${n}`,
    source: "aws.guardduty",
    "detail-type": "GuardDuty Finding",
    account: accountId,
    region: "us-west-2",
    time: "2030-01-07T09:00:00Z",
    detail: {
      id: `finding-${n}`,
      accountId,
      region: "us-west-2",
      partition: "aws",
      severity: 5,
      type: "Recon:EC2/PortProbeUnprotectedPort",
      title: `Finding ${n}`,
      description: "A port is probed.",
      createdAt: "2030-01-07T09:00:00Z",
      updatedAt: "2030-01-07T09:00:00Z",
      service: { count: 1, archived: false },
    },
  };
}

it.each([1, 2])(
  "loses nothing and repeats nothing under faults (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const world = slackWorld({ random, webhook: false });
    const { faults, slack, time, dependencies } = world;
    // A quarter of all calls fail: before Slack took the message or after, with 429, 5xx, a reset or silence.
    const operation = "*";
    faults.add({ service: "slack", operation, kind: "throttle", share: 0.12, retryAfterSeconds: 3 });
    faults.add({ service: "slack", operation, kind: "error", share: 0.04 });
    faults.add({ service: "slack", operation, kind: "reset", share: 0.03 });
    faults.add({ service: "slack", operation, kind: "latency", share: 0.02 });
    faults.add({ service: "slack-answer", operation, kind: "error", share: 0.04 });
    faults.add({ service: "slack-answer", operation, kind: "reset", share: 0.04 });
    faults.add({ service: "slack-answer", operation, kind: "latency", share: 0.03 });

    const queue = simulatedQueue(time, {
      arn: "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-security-notification",
      receiveLimit: 100,
      concurrency: slackNotifier.trigger.kind === "queue" ? slackNotifier.trigger.maximumConcurrency : 0,
      handOutTwice: () => random() < 0.02,
    });
    const numbers = Array.from({ length: 1000 }, (_, index) => index + 1);
    const isPoison = (n: number) => n % 100 === 0;
    for (const n of numbers) {
      // 666666666666 belongs to a team whose channel does not exist, and there is no webhook: no way to deliver it.
      const body = JSON.stringify(finding(n, isPoison(n) ? "666666666666" : "333333333333"));
      queue.send(body);
      if (n % 20 === 0) queue.send(body);
    }

    await time.run(
      queue.drain((event) =>
        runBatch(event, (record, log, deadline) => notify(record, { ...dependencies, log, deadline }), {
          ...queue,
          log: silent,
          receiveLimit: 100,
          deadline: new Date(time.now().getTime() + slackNotifier.timeoutSeconds * 1000),
        }),
      ),
    );

    const posted = slack.messages().map(({ metadata }) => metadata?.event_payload.key);
    const wanted = numbers.filter((n) => !isPoison(n)).map((n) => `guardduty/us-west-2/finding-${n}`);
    const failedCalls = slack.calls().filter(({ outcome }) => outcome !== 200).length;
    const deadIds = new Set(queue.deadLetters().map(({ body }) => JSON.parse(body).detail.id));
    const reasons = new Set(queue.deadLetters().map(({ reason }) => reason));
    expect({
      posted: posted.toSorted(),
      dead: [...deadIds].toSorted(),
      reasons: [...reasons],
      faultsAtLeastAQuarter: failedCalls / slack.calls().length >= 0.25,
    }).toEqual({
      posted: wanted.toSorted(),
      dead: numbers
        .filter(isPoison)
        .map((n) => `finding-${n}`)
        .toSorted(),
      reasons: [
        "NeverAgain: the bot could not post to #gone (channel_not_found), " +
          "and so could not the webhook: WebhookRefused: no webhook is configured",
      ],
      faultsAtLeastAQuarter: true,
    });
  },
  120_000,
);
