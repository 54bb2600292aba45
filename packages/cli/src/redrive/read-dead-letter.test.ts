import type { ReceivedMessage } from "./queues";
import { readDeadLetter } from "./read-dead-letter";

const arn = "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-platform-alert";

function message(part: Partial<ReceivedMessage>): ReceivedMessage {
  const standard = {
    id: "m-1",
    receipt: "r",
    body: "Nobody can read this",
    attributes: {},
    receives: 4,
    movedFrom: undefined,
  };
  return { ...standard, sentAt: new Date("2030-01-07T10:00:00Z"), ...part };
}

const letter = {
  id: "m-1",
  firstSentAt: "2030-01-07T10:00:00.000Z",
  receives: 3,
  origin: undefined,
  about: "Nobody can read this",
  cutFrom: undefined,
};

const byRuntime = {
  reason: "NeverAgain: Slack refused\u001b[2J it",
  origin: arn,
  firstSentAt: "2030-01-07T09:00:00.000Z",
  receives: "7",
};

it("reads what the runtime wrote down, as one clean line each", () => {
  expect(readDeadLetter(message({ attributes: { ...byRuntime, bytes: "300000" } }))).toEqual({
    ...letter,
    origin: arn,
    reason: "NeverAgain: Slack refused [2J it",
    firstSentAt: "2030-01-07T09:00:00.000Z",
    receives: 7,
    cutFrom: 300_000,
  });
});

it("says that SQS moved it, and believes nothing that a publisher may have set", () => {
  const forged = {
    ...byRuntime,
    origin: "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-other-alert",
    bytes: "1",
  };
  expect(readDeadLetter(message({ movedFrom: arn, attributes: forged }))).toEqual({
    ...letter,
    origin: arn,
    reason:
      "no reason: SQS moved it after it was received 3 times; the lambda ended before it could say why (crash, timeout, a missing permission)",
  });
});

it("says what EventBridge could not deliver, and where it should have gone", () => {
  const attributes = {
    RULE_ARN: "rule",
    TARGET_ARN: arn,
    ERROR_CODE: "NO_PERMISSIONS",
    ERROR_MESSAGE: "denied",
    RETRY_ATTEMPTS: "0",
  };
  expect(readDeadLetter(message({ attributes }))).toEqual({
    ...letter,
    origin: arn,
    reason: "EventBridge could not deliver it: NO_PERMISSIONS: denied",
  });
});

it("says what SNS could not deliver, which does not name the queue", () => {
  const attributes = { ErrorCode: "AccessDenied", ErrorMessage: "no key" };
  expect(readDeadLetter(message({ attributes }))).toEqual({
    ...letter,
    reason: "SNS or Lambda could not deliver it: AccessDenied: no key",
  });
});

it("shows a letter without any word or time all the same", () => {
  const attributes = { firstSentAt: "yesterday", receives: "many" };
  expect(readDeadLetter(message({ attributes, sentAt: new Date(Number.NaN), receives: 0 }))).toEqual({
    ...letter,
    firstSentAt: "unknown",
    receives: 0,
    reason: "no reason: whoever put it here left no word",
  });
});

it.each([
  [
    "a finding",
    { id: "e-1", "detail-type": "GuardDuty Finding", detail: { id: "f-1", type: "Recon:EC2/PortProbe" } },
    "GuardDuty Finding Recon:EC2/PortProbe f-1",
  ],
  [
    "an API call",
    { id: "e-1", "detail-type": "AWS API Call via CloudTrail", detail: { eventName: "AssumeRoot" } },
    "AWS API Call via CloudTrail AssumeRoot e-1",
  ],
  ["an alarm", { AlarmName: "orgwatch-x", NewStateValue: "ALARM" }, "alarm orgwatch-x"],
  ["other JSON", { note: "line\nline" }, '{"note":"line\\nline"}'],
  [
    "what SNS wrapped",
    { Type: "Notification", TopicArn: "t", Subject: "Late export", Message: "text" },
    "Late export",
  ],
])("says what it is about: %s", (_, body, about) => {
  expect(readDeadLetter(message({ body: JSON.stringify(body) })).about).toBe(about);
});

it("shows no more than the first words of a text, and nothing that drives a terminal", () => {
  const body = `\u001b]0;title\u0007${"word ".repeat(50_000)}`;
  const { about } = readDeadLetter(message({ body }));
  expect({ length: about.length, begins: about.slice(0, 20) }).toEqual({
    length: 100,
    begins: "]0;title word word w",
  });
});
