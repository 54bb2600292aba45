import { firstLines, keys, notices } from "../../testing/read-notices";
import { busAlarm, ownAlarm, snsAlarm } from "../fixtures/alarms";

describe("alarms", () => {
  it("reads an alarm from a topic whole", () => {
    expect(notices(snsAlarm())).toEqual([
      {
        key: "alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:orders-5xx",
        version: "2030-01-07T08:59:40.985Z",
        kind: "cloudwatch-alarm",
        weight: { band: "high" },
        headline: "Alarm orders-5xx is in alarm",
        explanation: "The shop answers with errors.",
        accountId: "111122223333",
        region: "us-west-2",
        facts: [
          { label: "State", value: "OK → ALARM" },
          {
            label: "Reason",
            value:
              "Threshold Crossed: 1 datapoint [12.0 (07/01/30 08:55:00)] was greater than the threshold (5.0).",
          },
          { label: "Metric", value: "AWS/ApplicationELB HTTPCode_Target_5XX_Count" },
          { label: "Of", value: "LoadBalancer=app/shop/50dc6c495c0c9188" },
        ],
        seen: { first: undefined, last: "2030-01-07T08:59:40.985Z", count: undefined },
        link: {
          label: "Open in CloudWatch",
          url: "https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#alarmsV2:alarm/orders-5xx",
        },
        sample: false,
      },
    ]);
  });

  it("uses one key for an alarm in both forms and all states, so that OK updates the alarm's message", () => {
    const all = keys(snsAlarm(), snsAlarm({ NewStateValue: "OK" }), busAlarm("ALARM"), busAlarm("OK"));
    expect(all).toEqual(Array(4).fill("alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:orders-5xx"));
  });

  it("knows each state, also without a description", () => {
    expect(
      firstLines(
        busAlarm("ALARM"),
        busAlarm("OK", { description: "The shop answers." }),
        snsAlarm({ AlarmDescription: null, NewStateValue: "INSUFFICIENT_DATA" }),
        snsAlarm({ NewStateValue: "PUZZLED" }),
      ),
    ).toEqual([
      "high: Alarm orders-5xx is in alarm",
      "ok: Alarm orders-5xx is OK",
      "medium: Alarm orders-5xx is without data",
      "high: Alarm orders-5xx is PUZZLED",
    ]);
    expect(notices(snsAlarm({ AlarmDescription: null, NewStateReason: "No data." }))[0]?.explanation).toBe(
      "No data.",
    );
  });

  it("says first what is lost when it is Orgwatch's own", () => {
    expect(firstLines(ownAlarm(), ownAlarm("OK"), ownAlarm("INSUFFICIENT_DATA"))).toEqual([
      "high: Orgwatch itself has a problem: Messages could not be delivered",
      "ok: Orgwatch works again: orgwatch-slack-notifier-dead-letters",
      "medium: Orgwatch does not know whether it works: orgwatch-slack-notifier-dead-letters",
    ]);
  });
});
