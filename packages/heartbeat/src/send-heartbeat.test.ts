import type { PutEventsCommand, PutEventsCommandOutput } from "@aws-sdk/client-eventbridge";
import { readMessages } from "@orgwatch/core/notice/read-event";
import { sendHeartbeat } from "./send-heartbeat";

const tick = { id: "run-1", at: new Date("2030-01-07T09:00:00Z") };

async function send(answer: Pick<PutEventsCommandOutput, "Entries">) {
  const sent: unknown[] = [];
  const counted: string[] = [];
  const outcome = await sendHeartbeat(
    tick,
    async (command: PutEventsCommand) => {
      sent.push(...(command.input.Entries ?? []));
      return answer;
    },
    async (stop, seen = 1) => void counted.push(`${stop} ${seen}`),
  ).then(() => "sent", String);
  return { sent, counted, outcome };
}

const entry = {
  Source: "orgwatch.heartbeat",
  DetailType: "Orgwatch Heartbeat",
  Detail: '{"id":"run-1","sentAt":"2030-01-07T09:00:00.000Z"}',
};

describe("sendHeartbeat", () => {
  it("puts one event onto the default bus, counts it, and says that the other stops are waited for", async () => {
    expect(await send({ Entries: [{ EventId: "e-1" }] })).toEqual({
      sent: [entry],
      counted: ["sent 1", "notifier 0", "slack 0", "pager 0", "pagerduty 0"],
      outcome: "sent",
    });
  });

  it("is read again by those who end it", () => {
    const event = {
      id: "e-1",
      source: entry.Source,
      "detail-type": entry.DetailType,
      detail: JSON.parse(entry.Detail),
    };
    expect(readMessages(event, { id: "m-1", receivedAt: new Date(0) })).toEqual([
      { heartbeat: { id: "run-1", sentAt: "2030-01-07T09:00:00.000Z" } },
    ]);
  });

  it("counts nothing that EventBridge did not take, although it answered", async () => {
    const refused = { ErrorCode: "ThrottlingException", ErrorMessage: "too many events" };
    expect(await send({ Entries: [refused] })).toEqual({
      sent: [entry],
      counted: [],
      outcome: "HeartbeatNotTaken: ThrottlingException: too many events",
    });
  });
});
