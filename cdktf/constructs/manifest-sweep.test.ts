import { sweepDefinition } from "@orgwatch/manifest/sweep-definition";
import { caseSweep } from "@orgwatch/support-cases/manifest";
import { tagAudit } from "@orgwatch/tag-audit/manifest";
import { oregon, resourcesMadeBy } from "../testing/construct";
import { ManifestSweep } from "./manifest-sweep";

const functionArns = {
  "case-sweep-plan": "arn:plan",
  "case-sweep-accounts": "arn:accounts",
  "case-sweep-finish": "arn:finish",
};

function made(arns: Readonly<Record<string, string>> = functionArns) {
  return resourcesMadeBy(
    (scope) =>
      new ManifestSweep(scope, "sweep", {
        manifest: caseSweep,
        functionArns: arns,
        place: oregon,
        keyArn: "key",
        logRetentionDays: 30,
        failoverArn: "failover",
      }),
  );
}

const resources = made();
const all = (type: string) =>
  resources.filter((resource) => resource.type === type).map(({ attributes }) => attributes);
const statesArn = (rest: string) => `arn:aws:states:us-west-2:222222222222:${rest}`;

describe("ManifestSweep", () => {
  it("runs the manifest's three lambdas, and logs errors without what went in and out", () => {
    const [machine] = all("aws_sfn_state_machine");
    expect(machine).toMatchObject({
      name: "orgwatch-case-sweep",
      logging_configuration: { level: "ERROR", include_execution_data: false },
    });
    expect(JSON.parse(String(machine?.definition))).toEqual(
      JSON.parse(JSON.stringify(sweepDefinition(caseSweep, (lambda) => Reflect.get(functionArns, lambda)))),
    );
    expect(all("aws_cloudwatch_log_group")).toEqual([
      { name: "/aws/vendedlogs/states/orgwatch-case-sweep", retention_in_days: 30, kms_key_id: "key" },
    ]);
  });

  it("may run those lambdas, be its own map's parent, and write its log: nothing else", () => {
    const role = all("aws_iam_role_policy").find(({ name }) => name === "manifest");
    const { Statement } = JSON.parse(String(role?.policy));
    expect(
      Statement.map(({ Action, Resource }: { Action: string[]; Resource: string[] }) => [
        Action.join(" "),
        ...Resource,
      ]),
    ).toEqual([
      ["lambda:InvokeFunction", "arn:plan", "arn:accounts", "arn:finish"],
      ["states:StartExecution", statesArn("stateMachine:orgwatch-case-sweep")],
      [
        "states:DescribeExecution states:StopExecution",
        statesArn("execution:orgwatch-case-sweep:*"),
        statesArn("execution:orgwatch-case-sweep/*:*"),
      ],
      ["states:RedriveExecution", statesArn("execution:orgwatch-case-sweep/*:*")],
      [expect.stringMatching(/^(logs:\w+ ?)+$/), "*"],
    ]);
  });

  it("may run the lambdas of a second pass too", () => {
    const steps = ["plan", "scan", "decide", "enforce", "finish"];
    const twice = resourcesMadeBy(
      (scope) =>
        new ManifestSweep(scope, "sweep", {
          manifest: tagAudit,
          functionArns: Object.fromEntries(steps.map((step) => [`tag-audit-${step}`, `arn:${step}`])),
          place: oregon,
          keyArn: "key",
          logRetentionDays: 30,
          failoverArn: "failover",
        }),
    );
    const role = twice.find(
      ({ type, attributes }) => type === "aws_iam_role_policy" && attributes.name === "manifest",
    );
    expect(JSON.parse(String(role?.attributes.policy)).Statement[0].Resource).toEqual(
      steps.map((step) => `arn:${step}`),
    );
  });

  it("is trusted to no machine but itself and its own map", () => {
    const role = all("aws_iam_role").find(({ name }) => name === "orgwatch-case-sweep-us-west-2");
    expect(JSON.parse(String(role?.assume_role_policy)).Statement).toEqual([
      {
        Sid: "Service",
        Effect: "Allow",
        Principal: { Service: "states.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "222222222222" },
          ArnLike: {
            "aws:SourceArn": [
              statesArn("stateMachine:orgwatch-case-sweep"),
              statesArn("stateMachine:orgwatch-case-sweep/*"),
            ],
          },
        },
      },
    ]);
  });

  it("starts by the clock with an empty input; a start that fails is kept", () => {
    const [schedule] = all("aws_scheduler_schedule");
    expect(schedule).toMatchObject({
      name: "orgwatch-case-sweep",
      schedule_expression: "rate(3 days)",
      target: {
        arn: expect.stringMatching(/^\$\{aws_sfn_state_machine\..*\.arn\}$/),
        input: "{}",
        dead_letter_config: { arn: expect.stringMatching(/dead-letters_queue/) },
      },
    });
    const start = all("aws_iam_role_policy").find(({ name }) => name === "start");
    expect(JSON.parse(String(start?.policy)).Statement[0]).toMatchObject({
      Action: ["states:StartExecution"],
      Resource: [expect.stringMatching(/aws_sfn_state_machine/)],
    });
  });

  it("is told when it fails, takes too long or is stopped, with what people lose by it", () => {
    const ofMachine = all("aws_cloudwatch_metric_alarm").filter(
      ({ namespace }) => namespace === "AWS/States",
    );
    expect(ofMachine.map(({ metric_name, alarm_description }) => [metric_name, alarm_description])).toEqual([
      [
        "ExecutionsAborted",
        `${caseSweep.impact}. Runs of the state machine orgwatch-case-sweep were stopped by somebody.`,
      ],
      ["ExecutionsFailed", `${caseSweep.impact}. Runs of the state machine orgwatch-case-sweep failed.`],
      [
        "ExecutionsTimedOut",
        `${caseSweep.impact}. Runs of the state machine orgwatch-case-sweep took too long and were stopped.`,
      ],
    ]);
  });

  it("is refused without one of its lambdas", () => {
    const { "case-sweep-finish": _, ...others } = functionArns;
    expect(() => made(others)).toThrow("sweep case-sweep: there is no lambda case-sweep-finish");
  });
});
