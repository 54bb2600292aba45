import { lambdas } from "@orgwatch/lambdas/all";
import { deployedLambdas } from "./deployed-lambdas";
import { sampleConfig } from "./testing/sample-config";

const { slack, pagerduty } = sampleConfig();
const always = ["account-directory", "heartbeat", "slack-notifier"];
const namesFor = (wishes: Parameters<typeof deployedLambdas>[1]) =>
  deployedLambdas(lambdas, wishes)
    .map(({ name }) => name)
    .sort();

describe("deployedLambdas", () => {
  it("are all of them where everything is used", () => {
    expect(namesFor({ slack, pagerduty })).toEqual(lambdas.map(({ name }) => name).sort());
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
});
