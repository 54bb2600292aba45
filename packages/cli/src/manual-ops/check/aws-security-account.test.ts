import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import {
  type LocalAnswer,
  type LocalAws,
  type LocalCall,
  startLocalAws,
} from "@orgwatch/core/testing/local-aws";
import { awsSecurityAccount } from "./aws-security-account";

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

async function account(answer: (call: LocalCall) => LocalAnswer) {
  aws = await startLocalAws(answer);
  const { client, calls } = aws;
  const options = { ...client, maxAttempts: 1 };
  return { ...awsSecurityAccount(() => new SNSClient(options), new SSMClient(options)), calls };
}

const xml = (operation: string, inside: string): LocalAnswer => ({
  status: 200,
  body: `<${operation}Response><${operation}Result>${inside}</${operation}Result></${operation}Response>`,
});
const json = (body: unknown, status = 200): LocalAnswer => ({ status, body: JSON.stringify(body) });

const topic = "arn:aws:sns:us-west-2:222222222222:orgwatch-failover";
const topics = (...arns: readonly string[]) =>
  `<Topics>${arns.map((arn) => `<member><TopicArn>${arn}</TopicArn></member>`).join("")}</Topics>`;
const member = (protocol: string, endpoint: string, arn: string) =>
  `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member>`;

it("finds the topic and its e-mail addresses on all pages", async () => {
  const { emailsOf, calls } = await account(({ operation, body }) => {
    const second = body.includes("NextToken=more");
    if (operation === "ListTopics")
      return xml(
        operation,
        second ? topics(topic) : `${topics(`${topic}-other`)}<NextToken>more</NextToken>`,
      );
    return xml(
      operation,
      second
        ? `<Subscriptions>${member("email", "cy@example.com", "Deleted")}</Subscriptions>`
        : `<Subscriptions>${member("sqs", "arn:aws:sqs:us-west-2:222222222222:q", `${topic}:1`)}${member("email", "ana@example.com", `${topic}:2`)}${member("email-json", "ben@example.com", "PendingConfirmation")}</Subscriptions><NextToken>more</NextToken>`,
    );
  });
  expect({
    emails: await emailsOf("orgwatch-failover"),
    calls: calls.map(({ operation }) => operation),
  }).toEqual({
    emails: [
      { address: "ana@example.com", state: "confirmed" },
      { address: "ben@example.com", state: "pending" },
      { address: "cy@example.com", state: "gone" },
    ],
    calls: ["ListTopics", "ListTopics", "ListSubscriptionsByTopic", "ListSubscriptionsByTopic"],
  });
});

it("knows a region without the topic from one that refuses", async () => {
  const without = await account(({ operation }) => xml(operation, topics()));
  expect(await without.emailsOf("orgwatch-failover")).toBeUndefined();
  await aws?.stop();
  const refusing = await account(() => ({
    status: 403,
    body: "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>",
  }));
  await expect(refusing.emailsOf("orgwatch-failover")).rejects.toThrow("no");
});

it("asks for the types of parameters by their exact names, without a value", async () => {
  const { parameterTypes, calls } = await account(({ body }) =>
    json(
      body.includes("NextToken")
        ? { Parameters: [{ Name: "/b", Type: "String" }] }
        : { Parameters: [{ Name: "/a", Type: "SecureString" }], NextToken: "more" },
    ),
  );
  const types = await parameterTypes(["/a", "/b", "/c"]);
  const filters = [{ Key: "Name", Option: "Equals", Values: ["/a", "/b", "/c"] }];
  expect({
    types: [...types],
    calls: calls.map(({ operation, body }) => [operation, JSON.parse(body)]),
  }).toEqual({
    types: [
      ["/a", "SecureString"],
      ["/b", "String"],
    ],
    calls: [
      ["DescribeParameters", { ParameterFilters: filters }],
      ["DescribeParameters", { ParameterFilters: filters, NextToken: "more" }],
    ],
  });
});

it("reads a value without the line feed of its file, and knows one that is not there", async () => {
  const there = await account(() => json({ Parameter: { Name: "/a", Value: "token\n" } }));
  expect(await there.valueOf("/a")).toBe("token");
  await aws?.stop();
  const absent = await account(() => json({ __type: "ParameterNotFound" }, 400));
  expect(await absent.valueOf("/a")).toBeUndefined();
  await aws?.stop();
  const denied = await account(() => json({ __type: "AccessDeniedException", message: "no" }, 400));
  await expect(denied.valueOf("/a")).rejects.toThrow("no");
});
