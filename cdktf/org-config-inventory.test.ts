import { InvalidOrgConfig, parseOrgConfig } from "./org-config";
import { scheduleProblem } from "./org-config-schedule";
import { sampleInput } from "./testing/sample-config";

/** What is wrong with a configuration that has this section. */
function problemsOf(inventory: unknown): readonly string[] {
  try {
    parseOrgConfig({ ...sampleInput, inventory });
    return [];
  } catch (error) {
    if (error instanceof InvalidOrgConfig) return error.problems;
    throw error;
  }
}

const appSync = { type: "AWS::AppSync::GraphQLApi", actions: ["appsync:ListGraphqlApis"] };

describe("the section inventory", () => {
  it("needs nothing said", () => {
    expect(parseOrgConfig({ ...sampleInput, inventory: {} }).inventory).toEqual({
      exemptAccounts: [],
      leaveOut: [],
      cloudControl: [],
      keepDays: 400,
    });
  });

  it("takes everything that it knows", () => {
    const section = {
      exemptAccounts: ["333333333333"],
      leaveOut: ["logs/log-group"],
      cloudControl: [{ ...appSync, scope: "global" }],
      keepDays: 90,
      schedule: "rate(1 day)",
      kubernetes: { runnerRole: "Reader" },
    };
    expect(parseOrgConfig({ ...sampleInput, inventory: section }).inventory).toEqual(section);
    const { kubernetes } = parseOrgConfig({ ...sampleInput, inventory: { kubernetes: {} } }).inventory ?? {};
    expect(kubernetes).toEqual({ runnerRole: "Inventory-Runner" });
  });

  it("tells of what is misspelt, all at once", () => {
    expect(
      problemsOf({
        exemptAccounts: ["3"],
        leaveOut: ["logs/log-groups"],
        cloudControl: [{ type: "AppSync", actions: [] }],
        keepDays: 7,
        kubernetes: { role: "x" },
        regions: [],
      }),
    ).toEqual([
      'inventory.exemptAccounts[0]: "3" is not an account id (12 digits in quotes)',
      'inventory.leaveOut[0]: "logs/log-groups" is not a kind of the inventory\'s table (packages/inventory/README.md lists them)',
      'inventory.cloudControl[0].type: "AppSync" is not a type of CloudFormation (it looks like AWS::AppSync::GraphQLApi)',
      "inventory.cloudControl[0].actions: must name at least one; leave it out when it does not matter",
      "inventory.keepDays: must be a whole number from 30 to 3650",
      "inventory.kubernetes.role: is not a setting that Orgwatch knows",
      "inventory.regions: is not a setting that Orgwatch knows",
    ]);
  });

  it("tells of what is named twice", () => {
    expect(
      problemsOf({
        exemptAccounts: ["333333333333", "333333333333"],
        leaveOut: ["logs/log-group", "logs/log-group"],
        cloudControl: [appSync, appSync],
      }),
    ).toEqual([
      "inventory.exemptAccounts: 333333333333 is listed twice",
      "inventory.leaveOut: logs/log-group is listed twice",
      "inventory.cloudControl: AWS::AppSync::GraphQLApi is listed twice",
    ]);
  });

  it.each([
    ["appsync:*", "is not one exact IAM action (it looks like appsync:ListGraphqlApis)"],
    ["appsync:DeleteGraphqlApi", "is none that an inventory needs: those begin with Get, List or Describe"],
    ["appsync:ListApiKeys", "is never given to the inventory: it returns passwords, keys or tokens"],
    ["SSM:getparameters", "is not one exact IAM action (it looks like appsync:ListGraphqlApis)"],
    ["ssm:getparametersbypath", "is never given to the inventory: it returns passwords, keys or tokens"],
    ["apigateway:GET", "is given already, only for what it may be given for"],
  ])("does not let the role %s", (action, problem) => {
    expect(problemsOf({ cloudControl: [{ ...appSync, actions: [action] }] })).toContain(
      `inventory.cloudControl[0].actions[0]: ${JSON.stringify(action)} ${problem}`,
    );
  });

  it("adds no more to the role than IAM takes", () => {
    const actions = Array.from({ length: 180 }, (_, index) => `appsync:ListSomethingOfTheNumber${index}`);
    expect(problemsOf({ cloudControl: [{ ...appSync, actions }] })).toEqual([
      "inventory.cloudControl: these actions make a policy of 6834 characters, and IAM takes 6144; name fewer types",
    ]);
  });

  it("fits into a setting", () => {
    const exemptAccounts = Array.from({ length: 600 }, (_, index) => String(100_000_000_000 + index));
    expect(problemsOf({ exemptAccounts })).toEqual([
      "inventory: takes 9067 bytes as a setting, and SSM holds 8192; exempt fewer accounts, or name fewer types",
    ]);
  });
});

describe("when an inventory starts", () => {
  it.each(["rate(7 days)", "rate(1 day)", "rate(12 hours)", "cron(0 6 ? * MON *)", "cron(30 23 1,15 * ? *)"])(
    "may be %s",
    (expression) => {
      expect(scheduleProblem(expression, 12)).toBeUndefined();
    },
  );

  it.each([
    // One of the seeds had this, and meant once on Sundays.
    ["cron(* * * * 0)", "has 5 fields; there are six: minute, hour, day of month, month, day of week, year"],
    ["cron(* * ? * SUN *)", "must start at one minute of one hour: anything else starts many runs a day"],
    ["cron(0 */2 ? * * *)", "must start at one minute of one hour: anything else starts many runs a day"],
    ["cron(0 24 ? * * *)", "must start at one minute of one hour: anything else starts many runs a day"],
    [
      "cron(0 6 * * * *)",
      "must have ? for the day of the month or for the day of the week, and not for both",
    ],
    [
      "cron(0 6 ? * ? *)",
      "must have ? for the day of the month or for the day of the week, and not for both",
    ],
    ["cron(0 6 ? * monday *)", "has a field that Scheduler does not take"],
    ["rate(6 hours)", "starts again before a run of 12 hours has ended"],
    ["rate(7 day)", "must be written rate(1 day) or rate(7 days)"],
    ["at(2030-01-07T09:00:00)", 'is neither "rate(7 days)" nor "cron(0 6 ? * MON *)"'],
    ["weekly", 'is neither "rate(7 days)" nor "cron(0 6 ? * MON *)"'],
  ])("is not %s", (expression, problem) => {
    expect(scheduleProblem(expression, 12)).toBe(problem);
    expect(problemsOf({ schedule: expression })).toEqual([
      `inventory.schedule: ${JSON.stringify(expression)} ${problem}`,
    ]);
  });
});
