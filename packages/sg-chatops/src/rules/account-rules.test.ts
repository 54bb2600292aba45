import { EC2Client } from "@aws-sdk/client-ec2";
import { type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { accountRules } from "./account-rules";

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

const place = { accountId: "444444444444", region: "eu-west-1" };
const item = (
  groupId: string,
  ruleId: string,
  more = "<cidrIpv4>10.0.0.0/8</cidrIpv4>",
  owner = place.accountId,
) =>
  `<item><groupId>${groupId}</groupId><groupOwnerId>${owner}</groupOwnerId><securityGroupRuleId>${ruleId}</securityGroupRuleId>
   <isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort>${more}</item>`;
const page = (items: string, token = "") =>
  `<DescribeSecurityGroupRulesResponse><securityGroupRuleSet>${items}</securityGroupRuleSet>${token}</DescribeSecurityGroupRulesResponse>`;

async function rulesWith(answer: (body: string) => { status: number; body: string }) {
  aws = await startLocalAws(({ body }) => answer(body));
  const { calls } = aws;
  const asked = () => calls.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { rules: accountRules(new EC2Client({ ...aws.client, maxAttempts: 1 }), place), asked };
}

describe("the rules of an account", () => {
  it("are read page by page and sorted by their groups, without those of shared groups and without what cannot be read", async () => {
    const first = `${item("sg-1", "sgr-1")}${item("sg-2", "sgr-2")}${item("sg-9", "sgr-9", undefined, "555555555555")}`;
    const second = `${item("sg-1", "sgr-3")}${item("sg-3", "sgr-4", "")}`;
    const { rules, asked } = await rulesWith((body) => ({
      status: 200,
      body: body.includes("NextToken") ? page(second) : page(first, "<nextToken>t-2</nextToken>"),
    }));
    const rule = (ruleId: string) => ({
      ruleId,
      direction: "ingress",
      protocol: "tcp",
      fromPort: 22,
      toPort: 22,
      peer: { kind: "ipv4", cidr: "10.0.0.0/8" },
    });
    expect(Object.fromEntries(await rules())).toEqual({
      "sg-1": [rule("sgr-1"), rule("sgr-3")],
      "sg-2": [rule("sgr-2")],
    });
    const call = { Action: "DescribeSecurityGroupRules", Version: "2016-11-15", MaxResults: "1000" };
    expect(asked()).toEqual([call, { ...call, NextToken: "t-2" }]);
  });

  it.each([
    ["UnauthorizedOperation", 403, "NoAccess"],
    ["AuthFailure", 401, "NoAccess"],
    ["RequestLimitExceeded", 503, "TryLater"],
  ])("are not read where EC2 answers %s (%i): %s", async (code, status, name) => {
    const { rules } = await rulesWith(() => ({
      status,
      body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
    }));
    await expect(rules()).rejects.toMatchObject({ name });
  });
});
