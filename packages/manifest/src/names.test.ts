import {
  bucketName,
  deadLetterQueueName,
  functionName,
  logGroupName,
  parameterName,
  queueName,
  roleName,
  tableName,
  topicName,
  topicOfQueue,
} from "./names";

describe("names", () => {
  it("are these, and changing one moves things that exist in people's accounts", () => {
    expect({
      topic: topicName("platform", "alert"),
      function: functionName("slack-notifier"),
      role: roleName("slack-notifier", "us-west-2"),
      queue: queueName("slack-notifier", "platform-alert"),
      deadLetters: deadLetterQueueName("slack-notifier"),
      table: tableName("deliveries"),
      bucket: bucketName("tag-audit", "222222222222"),
      logGroup: logGroupName("slack-notifier"),
      parameter: parameterName("infrasec-admin-global", "slack/bot-token"),
    }).toEqual({
      topic: "platform-alert",
      function: "orgwatch-slack-notifier",
      role: "orgwatch-slack-notifier-us-west-2",
      queue: "orgwatch-slack-notifier-platform-alert",
      deadLetters: "orgwatch-slack-notifier-dead-letters",
      table: "orgwatch-deliveries",
      bucket: "orgwatch-tag-audit-222222222222",
      logGroup: "/aws/lambda/orgwatch-slack-notifier",
      parameter: "/infrasec-admin-global/slack/bot-token",
    });
  });
});

describe("topicOfQueue", () => {
  it.each([
    ["arn:aws:sqs:us-west-2:111111111111:orgwatch-slack-notifier-platform-alert", "platform", "alert"],
    [
      "https://sqs.us-west-2.amazonaws.com/111111111111/orgwatch-slack-notifier-web-shop-notification",
      "web-shop",
      "notification",
    ],
    ["orgwatch-slack-notifier-alert-alert", "alert", "alert"],
  ])("reads the team and the topic of %s", (queue, team, topic) => {
    expect(topicOfQueue("slack-notifier", queue)).toEqual({ team, topic });
  });

  it.each([
    ["a dead-letter queue", "orgwatch-slack-notifier-dead-letters"],
    ["another lambda's queue", "orgwatch-pagerduty-responder-platform-alert"],
    ["a queue without a team", "orgwatch-slack-notifier-alert"],
    ["a queue of someone else", "platform-alert"],
    ["nothing", ""],
  ])("knows no topic of %s", (_, queue) => {
    expect(topicOfQueue("slack-notifier", queue)).toBeUndefined();
  });
});
