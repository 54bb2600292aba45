import { decideReturn } from "./decide-return";

const own = {
  lambda: "slack-notifier",
  deadLetterArn: "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-dead-letters",
};

it("sends a letter back to the queue of its lambda", () => {
  const origin = "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-platform-alert";
  expect(decideReturn(origin, own)).toEqual({ to: "orgwatch-slack-notifier-platform-alert" });
});

it("keeps a letter that nothing says the origin of", () => {
  expect(decideReturn(undefined, own)).toEqual({ stays: "nothing says which queue it came from" });
});

it.each([
  ["another account", "arn:aws:sqs:us-west-2:333333333333:orgwatch-slack-notifier-platform-alert"],
  ["another region", "arn:aws:sqs:us-east-1:222222222222:orgwatch-slack-notifier-platform-alert"],
  ["another lambda", "arn:aws:sqs:us-west-2:222222222222:orgwatch-pagerduty-responder-platform-alert"],
  ["somebody else's queue", "arn:aws:sqs:us-west-2:222222222222:payroll"],
  ["the dead-letter queue itself", own.deadLetterArn],
  ["a function", "arn:aws:lambda:us-west-2:222222222222:function:orgwatch-slack-notifier"],
  ["no ARN", "orgwatch-slack-notifier-platform-alert"],
])("keeps a letter whose origin is %s", (_, origin) => {
  expect(decideReturn(origin, own)).toEqual({ stays: `its origin is no queue of slack-notifier: ${origin}` });
});
