import { busAllows, type Sender } from "./bus-policy";

const event = { source: "aws.signin", detailType: "AWS Console Sign In via CloudTrail" };
const sender: Sender = { accountId: "111111111111", organizationId: "o-acme", ...event };

function policy(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Action: "events:PutEvents", ...statement }] });
}
const ofOrganization = (id: string) => ({ StringEquals: { "aws:PrincipalOrgID": id } });
const ofSource = (source: string) => ({ "ForAllValues:StringLike": { "events:source": source } });
const ofKind = (kinds: readonly string[]) => ({
  "ForAllValues:StringEquals": { "events:detail-type": kinds },
});

describe("busAllows", () => {
  it.each<[string, string | undefined, boolean]>([
    ["a bus without a policy", undefined, false],
    ["the account's id", policy({ Principal: { AWS: "111111111111" } }), true],
    ["the account's root", policy({ Principal: { AWS: ["arn:aws:iam::111111111111:root"] } }), true],
    ["another account", policy({ Principal: { AWS: "arn:aws:iam::222222222222:root" } }), false],
    ["the organization", policy({ Principal: "*", Condition: ofOrganization("o-acme") }), true],
    ["another organization", policy({ Principal: "*", Condition: ofOrganization("o-other") }), false],
    ["the event's source", policy({ Principal: "*", Condition: ofSource("aws.*") }), true],
    ["another source", policy({ Principal: "*", Condition: ofSource("acme.*") }), false],
    ["the event's kind", policy({ Principal: "*", Condition: ofKind(["x", event.detailType]) }), true],
    ["another kind", policy({ Principal: "*", Condition: ofKind(["x"]) }), false],
    ["another action", policy({ Principal: "*", Action: "events:PutRule" }), false],
    ["an unknown condition", policy({ Principal: "*", Condition: { Bool: { "aws:x": "true" } } }), false],
    [
      "a denial beside it",
      JSON.stringify({
        Statement: [
          { Effect: "Allow", Action: "events:*", Principal: "*" },
          { Effect: "Deny", Action: "events:PutEvents", Principal: { AWS: "111111111111" } },
        ],
      }),
      false,
    ],
  ])("%s", (_, text, allowed) => {
    expect(busAllows(text, sender)).toBe(allowed);
  });

  it("does not let an account of no organization in by the organization", () => {
    const text = policy({ Principal: "*", Condition: ofOrganization("o-acme") });
    expect(busAllows(text, { accountId: "333333333333", organizationId: undefined, ...event })).toBe(false);
  });
});
