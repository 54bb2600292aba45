import { securityGroupCalls } from "@orgwatch/manifest/security-groups";
import { matchesPattern } from "@orgwatch/sandbox/event-bus/match-pattern";
import { sampleConfig } from "../testing/sample-config";
import { forwardedDetailTypes, forwardedEvents, ruleStateOf } from "./forwarded-events";

const config = sampleConfig();

function forwardedAs(event: Record<string, unknown>): readonly string[] {
  return forwardedEvents(config)
    .filter(({ pattern }) => matchesPattern(pattern, event))
    .map(({ name }) => name);
}

const root = { type: "Root", arn: "arn:aws:iam::333333333333:root" };
const signIn = (detail: Record<string, unknown>) => ({
  source: "aws.signin",
  "detail-type": "AWS Console Sign In via CloudTrail",
  detail,
});
const apiCall = (source: string, detail: Record<string, unknown>) => ({
  source,
  "detail-type": "AWS API Call via CloudTrail",
  detail,
});

describe("forwarded events", () => {
  it("are root sign-ins that worked and that failed, and nobody else's", () => {
    const results = ["Success", "Failure"].map((ConsoleLogin) =>
      forwardedAs(
        signIn({ eventName: "ConsoleLogin", userIdentity: root, responseElements: { ConsoleLogin } }),
      ),
    );
    expect(results).toEqual([["root-sign-in"], ["root-sign-in"]]);
    expect(forwardedAs(signIn({ eventName: "ConsoleLogin", userIdentity: { type: "IAMUser" } }))).toEqual([]);
  });

  it("are root's sign-ins by both names that AWS has for them", () => {
    const named = (detailType: string) =>
      forwardedAs({
        ...signIn({ eventName: "ConsoleLogin", userIdentity: root }),
        "detail-type": detailType,
      });
    expect([named("AWS Console Sign In via CloudTrail"), named("AWS Console Signin via CloudTrail")]).toEqual(
      [["root-sign-in"], ["root-sign-in"]],
    );
  });

  it("are what root does in the console without calling an API", () => {
    const event = { ...apiCall("aws.signin", { eventName: "EmailUpdated", userIdentity: root }) };
    expect(forwardedAs({ ...event, "detail-type": "AWS Console Action via CloudTrail" })).toEqual([
      "root-call",
    ]);
  });

  it("are let through as reads only where AWS marks what people must hear of as a read", () => {
    const states = forwardedEvents(config).map((event) => [event.name, ruleStateOf(event)]);
    expect(states).toEqual([
      ["root-sign-in", "ENABLED"],
      ["root-call", "ENABLED"],
      ["assume-root", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"],
      ["account-directory-organization-changed", "ENABLED"],
      ["sg-changes-security-group-call", "ENABLED"],
      ["case-updates-support-case-update", "ENABLED"],
    ]);
  });

  it("are root's own calls, not those that a service makes for itself", () => {
    expect(forwardedAs(apiCall("aws.iam", { eventName: "CreateAccessKey", userIdentity: root }))).toEqual([
      "root-call",
    ]);
    const byService = { ...root, invokedBy: "support.amazonaws.com" };
    expect(forwardedAs(apiCall("aws.ec2", { eventName: "CreateVolume", userIdentity: byService }))).toEqual(
      [],
    );
  });

  it("are requests for root's rights, once whoever asks", () => {
    const asked = [root, { type: "AssumedRole" }].map((userIdentity) =>
      forwardedAs(
        apiCall("aws.sts", { eventSource: "sts.amazonaws.com", eventName: "AssumeRoot", userIdentity }),
      ),
    );
    expect(asked).toEqual([["assume-root"], ["assume-root"]]);
  });

  it("are changes of the organization as the account directory wants them", () => {
    const moved = apiCall("aws.organizations", {
      eventName: "MoveAccount",
      userIdentity: { type: "AssumedRole" },
    });
    const created = {
      source: "aws.organizations",
      "detail-type": "AWS Service Event via CloudTrail",
      detail: { eventName: "CreateAccountResult" },
    };
    expect([forwardedAs(moved), forwardedAs(created)]).toEqual([
      ["account-directory-organization-changed"],
      ["account-directory-organization-changed"],
    ]);
  });

  it("are calls that change security groups, whoever makes them, in organizations that watch those", () => {
    const called = (eventName: string, eventSource = "ec2.amazonaws.com") =>
      forwardedAs(apiCall("aws.ec2", { eventName, eventSource, userIdentity: { type: "AssumedRole" } }));
    expect(securityGroupCalls.map((name) => called(name))).toEqual(
      securityGroupCalls.map(() => ["sg-changes-security-group-call"]),
    );
    expect(called("DescribeSecurityGroups")).toEqual([]);
    const without = sampleConfig({ securityGroups: undefined });
    expect(forwardedEvents(without).map(({ name }) => name)).not.toContain("sg-changes-security-group-call");
  });

  it("are all updates of support cases, whoever made them, in organizations that watch those", () => {
    const updated = (detail: Record<string, unknown>) =>
      forwardedAs({ source: "aws.support", "detail-type": "Support Case Update", detail });
    expect([
      updated({ "case-id": "case-1", "event-name": "CreateCase", origin: "CUSTOMER" }),
      updated({ "case-id": "case-1", "event-name": "AddCommunicationToCase", origin: "AWS" }),
    ]).toEqual([["case-updates-support-case-update"], ["case-updates-support-case-update"]]);
    const without = sampleConfig({ supportCases: undefined });
    expect(forwardedEvents(without).map(({ name }) => name)).not.toContain(
      "case-updates-support-case-update",
    );
    expect(forwardedDetailTypes(without)).not.toContain("Support Case Update");
  });

  it("are of these kinds, which the bus lets in", () => {
    expect(forwardedDetailTypes(config)).toEqual([
      "AWS Console Sign In via CloudTrail",
      "AWS Console Signin via CloudTrail",
      "AWS API Call via CloudTrail",
      "AWS Console Action via CloudTrail",
      "AWS Service Event via CloudTrail",
      "Support Case Update",
    ]);
  });
});
