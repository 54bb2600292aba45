import { resourcesMadeBy } from "../testing/construct";
import { ImpactAlarm, type ImpactAlarmProps } from "./impact-alarm";

const props: ImpactAlarmProps = {
  name: "orgwatch-demo-Errors",
  means: "Runs of the lambda orgwatch-demo failed",
  impact: "People do not see findings",
  notify: "arn:aws:sns:us-west-2:222222222222:orgwatch-failover",
  namespace: "AWS/Lambda",
  metric: "Errors",
  dimensions: { FunctionName: "orgwatch-demo" },
  statistic: "Sum",
};

describe("ImpactAlarm", () => {
  it("says first what people lose and then what it means, when it starts and when it is over", () => {
    const [alarm] = resourcesMadeBy((scope) => new ImpactAlarm(scope, "alarm", props));
    expect(alarm?.attributes).toEqual({
      alarm_name: "orgwatch-demo-Errors",
      alarm_description: "People do not see findings. Runs of the lambda orgwatch-demo failed.",
      namespace: "AWS/Lambda",
      metric_name: "Errors",
      dimensions: { FunctionName: "orgwatch-demo" },
      statistic: "Sum",
      period: 300,
      evaluation_periods: 1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "notBreaching",
      alarm_actions: ["arn:aws:sns:us-west-2:222222222222:orgwatch-failover"],
      ok_actions: ["arn:aws:sns:us-west-2:222222222222:orgwatch-failover"],
    });
  });

  it("can ask for a state that lasts, and stay as it is when nothing is measured", () => {
    const [alarm] = resourcesMadeBy(
      (scope) =>
        new ImpactAlarm(scope, "alarm", {
          ...props,
          statistic: "Minimum",
          periods: 3,
          silence: "changes-nothing",
        }),
    );
    expect(alarm?.attributes).toMatchObject({
      statistic: "Minimum",
      evaluation_periods: 3,
      treat_missing_data: "ignore",
    });
  });

  it("is refused under a name by which the notifier would not know it", () => {
    const build = () =>
      resourcesMadeBy((scope) => new ImpactAlarm(scope, "alarm", { ...props, name: "infra-alert-failed" }));
    expect(build).toThrow("alarm infra-alert-failed: its name must start with orgwatch-");
  });

  it("is refused without an impact", () => {
    const build = () =>
      resourcesMadeBy((scope) => new ImpactAlarm(scope, "alarm", { ...props, impact: " " }));
    expect(build).toThrow("alarm orgwatch-demo-Errors needs an impact: what people lose");
  });
});
