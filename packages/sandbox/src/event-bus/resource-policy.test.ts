import { refusalByPolicy, type ServiceRequest } from "./resource-policy";

const topic = "arn:aws:sns:us-west-2:111111111111:alerts";
const rule = "arn:aws:events:us-west-2:111111111111:rule/findings";
const request: ServiceRequest = {
  source: { service: "events.amazonaws.com", arn: rule },
  action: "sns:Publish",
  resource: topic,
};
const events = { Service: "events.amazonaws.com" };
const overPlainHttp = { Bool: { "aws:SecureTransport": "false" } };

function policy(...statements: readonly Readonly<Record<string, unknown>>[]): string {
  const base = { Effect: "Allow", Principal: events, Action: "sns:Publish", Resource: topic };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ ...base, ...statement })),
  });
}
const when = (Condition: unknown) => policy({ Condition });
const deniesPlainHttp = { Effect: "Deny", Principal: "*", Condition: overPlainHttp };

describe("refusalByPolicy lets a rule in", () => {
  it.each<[string, string]>([
    ["by its service", policy({})],
    ["by one of several services and actions", policy({ Principal: { Service: ["x", events.Service] } })],
    ["by everyone", policy({ Principal: { AWS: "*" } })],
    ["by any action, in any case", policy({ Action: ["SNS:*"] })],
    ["by its ARN", when({ ArnEquals: { "aws:SourceArn": ["x", rule] } })],
    ["by a pattern of its ARN", when({ ArnLike: { "AWS:SourceArn": `${rule.slice(0, -8)}*` } })],
    ["by its ARN as a text", when({ StringEquals: { "aws:SourceArn": rule } })],
    ["by its account", when({ StringEquals: { "aws:SourceAccount": "111111111111" } })],
    [
      "by its account, if that is known",
      when({ StringEqualsIfExists: { "aws:SourceAccount": "111111111111" } }),
    ],
    ["by an owner, if there is one", when({ StringEqualsIfExists: { "aws:SourceOwner": "1" } })],
    ["by all of no values", when({ "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-acme" } })],
    ["over TLS", policy({}, deniesPlainHttp)],
  ])("%s", (_, text) => {
    expect(refusalByPolicy(text, request)).toBeUndefined();
  });
});

describe("refusalByPolicy keeps a rule out", () => {
  const what = `events.amazonaws.com sns:Publish for ${rule}`;
  const notAllowed = `The policy of ${topic} does not allow ${what}`;
  const cannot = `The sandbox cannot judge the policy of ${topic}:`;
  it.each<[string, string | undefined, string]>([
    ["without a policy", undefined, notAllowed],
    ["of another service", policy({ Principal: { Service: "cloudwatch.amazonaws.com" } }), notAllowed],
    ["of a named account", policy({ Principal: { AWS: "arn:aws:iam::111111111111:root" } }), notAllowed],
    ["for another action", policy({ Action: "sns:Subscribe" }), notAllowed],
    ["for another topic", policy({ Resource: `${topic}-2` }), notAllowed],
    ["of another name", when({ ArnEquals: { "aws:SourceArn": `${rule}-2` } }), notAllowed],
    ["of another account", when({ StringEquals: { "aws:SourceAccount": "222222222222" } }), notAllowed],
    [
      "where one of two conditions fails",
      when({ StringEquals: { "aws:SourceAccount": "2", "aws:SourceArn": rule } }),
      notAllowed,
    ],
    [
      "by a topic's default policy",
      policy({ Principal: { AWS: "*" }, Condition: { StringEquals: { "AWS:SourceOwner": "111111111111" } } }),
      notAllowed,
    ],
    ["that is denied", policy({}, { Effect: "Deny" }), `The policy of ${topic} denies ${what}`],
    [
      "by an operator that it does not know",
      when({ NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
      `${cannot} it does not know the condition operator NotIpAddress`,
    ],
    [
      "by a key that it does not know",
      when({ StringEquals: { "aws:SourceVpc": "vpc-1" } }),
      `${cannot} it does not know the condition key aws:SourceVpc`,
    ],
    [
      "by a variable",
      when({ StringLike: { "aws:SourceArn": "arn:$" + "{aws:x}" } }),
      `${cannot} aws:SourceArn is compared to a variable`,
    ],
  ])("%s", (_, text, refusal) => {
    expect(refusalByPolicy(text, request)).toBe(refusal);
  });

  it("by a statement without an action", () => {
    const text = policy({ Action: undefined, NotAction: "sns:Subscribe" });
    expect(refusalByPolicy(text, request)).toMatch(
      /^The sandbox cannot judge the policy of .*Statement\[0\]\.Action/s,
    );
  });
});
