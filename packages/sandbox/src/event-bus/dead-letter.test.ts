import { type MotoClient, MotoRefused } from "../gateway/moto-client";
import { oneAtATime } from "../gateway/one-at-a-time";
import { newJournal } from "../journal";
import { toDeadLetters } from "./dead-letter";
import type { DeliverOptions } from "./deliver-options";

const now = new Date("2030-01-07T09:00:00Z");
const failed = {
  source: { service: "events.amazonaws.com", arn: "arn:aws:events:us-west-2:111111111111:rule/r" } as const,
  targetArn: "arn:aws:sns:us-west-2:111111111111:t",
  deadLetterArn: "arn:aws:sqs:us-west-2:111111111111:dead",
  text: "{}",
  subject: "f-1",
  tries: 8,
  error: new MotoRefused(503, "ServiceUnavailable", "out of order"),
};

/** What was sent, fed and journalled; the queue refuses when `refuses`. */
async function run(failure: Parameters<typeof toDeadLetters>[1], refuses = false) {
  const sent: unknown[] = [];
  const fed: unknown[] = [];
  const journal = newJournal(() => now);
  const unused = () => Promise.reject(new Error("not expected"));
  const moto: MotoClient = {
    open: unused,
    send: unused,
    query: unused,
    rest: unused,
    close: () => undefined,
    json: async (_place, _service, _target, body) => {
      if (refuses) throw new MotoRefused(400, "QueueDoesNotExist", "no such queue");
      return sent.push(body);
    },
  };
  const options: DeliverOptions = {
    moto,
    journal,
    admission: { refusal: async () => undefined, forget: () => undefined },
    inTurn: oneAtATime(),
    queuesOfTopic: { of: async () => [], forget: () => undefined },
    queueFed: (arn) => fed.push(arn),
    invoke: () => undefined,
    now: () => now,
  };
  await toDeadLetters(options, failure);
  return {
    sent,
    fed,
    journal: journal.entries().map(({ stop, subject, what }) => ({ stop, subject, what })),
  };
}

describe("toDeadLetters", () => {
  it("keeps the event with the reason as attributes", async () => {
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    expect(await run(failed)).toEqual({
      sent: [
        {
          QueueUrl: "http://localhost/111111111111/dead",
          MessageBody: "{}",
          MessageAttributes: {
            RULE_ARN: text(failed.source.arn),
            TARGET_ARN: text(failed.targetArn),
            ERROR_CODE: text("ServiceUnavailable"),
            ERROR_MESSAGE: text("out of order"),
            RETRY_ATTEMPTS: text("7"),
          },
        },
      ],
      fed: [failed.deadLetterArn],
      journal: [{ stop: "Dead letters", subject: "f-1", what: "dead: sns t did not take it: out of order" }],
    });
  });

  it("says that the event is lost without a queue, or with one that is not there", async () => {
    const lost = (what: string) => ({
      sent: [],
      fed: [],
      journal: [{ stop: "Dead letters", subject: "f-1", what }],
    });
    expect(await run({ ...failed, deadLetterArn: undefined })).toEqual(
      lost("lost, sns t did not take it: out of order"),
    );
    expect(await run(failed, true)).toEqual(
      lost("lost, sns t did not take it: out of order; nor did the dead-letter queue dead: no such queue"),
    );
  });
});
