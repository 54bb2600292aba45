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
  it("says what it means and what people lose, when it starts and when it is over", () => {
    const [alarm] = resourcesMadeBy((scope) => new ImpactAlarm(scope, "alarm", props));
    expect(alarm?.attributes).toEqual({
      alarm_name: "orgwatch-demo-Errors",
      alarm_description: "Runs of the lambda orgwatch-demo failed. Impact: People do not see findings.",
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

  it("is refused without an impact", () => {
    const build = () =>
      resourcesMadeBy((scope) => new ImpactAlarm(scope, "alarm", { ...props, impact: " " }));
    expect(build).toThrow("alarm orgwatch-demo-Errors needs an impact: what people lose");
  });
});
