import type { BusEvent } from "./bus-event";
import { inputFor, valueAt } from "./transform-input";

const event: BusEvent = {
  version: "0",
  id: "e-1",
  "detail-type": "GuardDuty Finding",
  source: "aws.guardduty",
  account: "111111111111",
  time: "2030-01-07T09:00:00Z",
  region: "us-west-2",
  resources: ["arn:one", "arn:two"],
  detail: { severity: 8, title: 'A "quoted" title', service: { count: 2 }, "a-b": { list: [{ c: "d" }] } },
};
const rule = { name: "findings", arn: "arn:rule" };

describe("inputFor", () => {
  it("hands over the whole event, a constant, or a part", () => {
    expect(JSON.parse(inputFor({}, event, rule))).toEqual(event);
    expect(inputFor({ Input: '{"a":1}' }, event, rule)).toBe('{"a":1}');
    expect(inputFor({ InputPath: "$.detail.service" }, event, rule)).toBe('{"count":2}');
  });

  it("fills a JSON template: JSON values outside quotes, escaped text inside", () => {
    const InputTransformer = {
      InputPathsMap: { severity: "$.detail.severity", title: "$.detail.title", service: "$.detail.service" },
      InputTemplate:
        '{"severity": <severity>, "title": <title>, "text": "<title> (<severity>)", "s": <service>}',
    };
    expect(JSON.parse(inputFor({ InputTransformer }, event, rule))).toEqual({
      severity: 8,
      title: 'A "quoted" title',
      text: 'A "quoted" title (8)',
      s: { count: 2 },
    });
  });

  it("knows AWS's own variables, and leaves unknown ones and missing values alone", () => {
    const InputTransformer = {
      InputPathsMap: { gone: "$.detail.nowhere" },
      InputTemplate: '{"rule": "<aws.events.rule-name>", "gone": <gone>, "text": "[<gone>]", "html": "<b>"}',
    };
    expect(JSON.parse(inputFor({ InputTransformer }, event, rule))).toEqual({
      rule: "findings",
      gone: null,
      text: "[]",
      html: "<b>",
    });
    const whole = { InputTransformer: { InputTemplate: "<aws.events.event.json>" } };
    expect(JSON.parse(inputFor(whole, event, rule))).toEqual(event);
  });
});

describe("valueAt", () => {
  it.each<[string, unknown]>([
    ["$", event],
    ["$.detail.service.count", 2],
    ["$.detail-type", "GuardDuty Finding"],
    ["$.detail['a-b'].list[0].c", "d"],
    ["$.resources[1]", "arn:two"],
    ["$.resources[9]", undefined],
    ["$.detail.severity.more", undefined],
  ])("%s", (path, value) => {
    expect(valueAt(event, path)).toEqual(value);
  });
});
