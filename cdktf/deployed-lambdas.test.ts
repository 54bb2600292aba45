import { lambdas } from "@orgwatch/lambdas/all";
import { deployedLambdas } from "./deployed-lambdas";
import { deployedMemberRoles } from "./deployed-member-roles";
import { sampleConfig } from "./testing/sample-config";

const { slack, pagerduty, supportCases, securityGroups, tagAudit, inventory } = sampleConfig();
const always = ["account-directory", "heartbeat", "slack-notifier"];
const namesFor = (wishes: Parameters<typeof deployedLambdas>[1]) =>
  deployedLambdas(lambdas, wishes)
    .map(({ name }) => name)
    .sort();

describe("deployedLambdas", () => {
  it("are all of them where everything is used", () => {
    expect(namesFor({ slack, pagerduty, supportCases, securityGroups, tagAudit, inventory })).toEqual(
      lambdas.map(({ name }) => name).sort(),
    );
  });

  it("leave out the pager where SNS sends to PagerDuty itself; webhooks still come back", () => {
    const overSns = pagerduty && { ...pagerduty, delivery: "sns-https" as const };
    expect(namesFor({ slack: undefined, pagerduty: overSns })).toEqual(
      [...always, "finding-responder", "pagerduty-door"].sort(),
    );
  });

  it("leave out what only PagerDuty needs", () => {
    expect(namesFor({ slack, pagerduty: undefined })).toEqual(
      [...always, "finding-responder", "slack-door"].sort(),
    );
  });

  it("have no door and nobody behind it where neither is used", () => {
    expect(namesFor({ slack: undefined, pagerduty: undefined })).toEqual(always);
  });

  it("have nothing of a job that is not used", () => {
    const namesOf = (stacks: readonly string[]) =>
      lambdas
        .filter(({ stack }) => stacks.includes(stack))
        .map(({ name }) => name)
        .sort();
    const alerting = "infrasec-admin-global";
    expect(namesFor({ slack, pagerduty })).toEqual(namesOf([alerting]));
    expect(namesFor({ slack, pagerduty, supportCases })).toEqual(namesOf([alerting, "support-cases"]));
    expect(namesFor({ slack, pagerduty, securityGroups })).toEqual(namesOf([alerting, "sg-chatops"]));
    expect(namesFor({ slack, pagerduty, tagAudit })).toEqual(namesOf([alerting, "tag-audit"]));
    expect(namesFor({ slack, pagerduty, inventory })).toEqual(namesOf([alerting, "inventory"]));
    expect(deployedMemberRoles({ slack, pagerduty })).toEqual([]);
  });

  it("read no bucket that nobody named, and answer no command that cannot come in", () => {
    const names = namesFor({ supportCases: {} });
    expect(names.filter((name) => name.startsWith("case-"))).toEqual([
      "case-sweep-accounts",
      "case-sweep-finish",
      "case-sweep-plan",
      "case-updates",
    ]);
    expect(deployedMemberRoles({ supportCases: {} }).map(({ roleName }) => roleName)).toEqual([
      "GetSupportInfoRole",
    ]);
  });

  it("ask no event data store that nobody named; without Slack the command line and the policy still decide", () => {
    const quiet = sampleConfig({
      slack: undefined,
      securityGroups: {},
      tagAudit: undefined,
      inventory: undefined,
    });
    const names = namesFor({ securityGroups: quiet.securityGroups });
    expect(names.filter((name) => name.startsWith("sg-"))).toEqual([
      "sg-changes",
      "sg-deadlines",
      "sg-decisions",
      "sg-rules-finish",
      "sg-rules-plan",
      "sg-rules-read",
    ]);
    expect(deployedMemberRoles(quiet).map(({ roleName }) => roleName)).toEqual([
      "security-group-reader",
      "security-group-responder",
      "GetSupportInfoRole",
    ]);
  });

  it.each([
    ["report", ["tag-auditor"]],
    ["warn", ["tag-auditor"]],
    ["stop", ["tag-auditor", "tag-enforcer"]],
    ["terminate", ["tag-auditor", "tag-enforcer"]],
  ] as const)("put into every account what a tag audit up to %s needs: %j", (upTo, expected) => {
    const roles = deployedMemberRoles({ tagAudit: tagAudit && { ...tagAudit, upTo } });
    expect(roles.map(({ roleName }) => roleName)).toEqual(expected);
  });
});
