import type { IncidentEvent } from "@orgwatch/core/handed";
import type { Outcome } from "./decide-archive";
import { reasonToSkip, responsesTo } from "./decide-responses";

const now = new Date("2030-01-07T09:00:05Z");
const event: IncidentEvent = {
  kind: "incident-event",
  id: "e-1",
  type: "incident.resolved",
  at: "2030-01-07T09:00:00.000Z",
  by: "Jane",
  incident: { id: "Q1" },
};
const { by: _, ...unattended } = event;
const resolved = { id: "e-1", what: "resolved", by: "Jane", via: "PagerDuty", at: event.at };
const byNobody = { id: "e-1", what: "resolved", via: "PagerDuty", at: event.at };
const after = { id: "e-1/finding", at: "2030-01-07T09:00:05.000Z" };

describe("what is shown of an incident", () => {
  it.each<[string, IncidentEvent, Outcome | undefined, object[]]>([
    [
      "that a person resolved, and its finding was archived",
      event,
      { end: "archived" },
      [resolved, { ...resolved, ...after, what: "archived" }],
    ],
    [
      "that a person resolved, and its finding was kept",
      event,
      { end: "kept", note: "n" },
      [resolved, { ...resolved, ...after, what: "kept", note: "n" }],
    ],
    ["that a person resolved after the finding was archived", event, { end: "already-archived" }, [resolved]],
    ["that a person resolved, and that is no finding's", event, undefined, [resolved]],
    [
      "that nobody resolved",
      unattended,
      { end: "kept", note: "n" },
      [byNobody, { ...byNobody, ...after, what: "kept", note: "n" }],
    ],
    ["that followed its archived finding", unattended, { end: "already-archived" }, []],
    ["of an alarm that went back", unattended, undefined, [byNobody]],
    [
      "that was acknowledged",
      { ...event, type: "incident.acknowledged" },
      undefined,
      [{ ...resolved, what: "acknowledged" }],
    ],
    [
      "that was reopened",
      { ...event, type: "incident.reopened" },
      undefined,
      [{ ...resolved, what: "reopened" }],
    ],
    [
      "that timed out",
      { ...unattended, type: "incident.unacknowledged" },
      undefined,
      [{ ...byNobody, what: "unacknowledged" }],
    ],
  ])("%s", (_name, happened, outcome, responses) => {
    expect(responsesTo(happened, outcome, now)).toEqual(responses);
  });

  it("keeps its order when PagerDuty's clock is ahead of ours", () => {
    const early = new Date("2030-01-07T08:59:00Z");
    expect(responsesTo(event, { end: "archived" }, early).map(({ what, at }) => [what, at])).toEqual([
      ["resolved", event.at],
      ["archived", event.at],
    ]);
  });
});

it.each([
  ["a type that is not shown", { type: "incident.annotated" }, now, "nothing is shown of such events"],
  ["a week ago", {}, new Date("2030-01-14T09:00:00Z"), undefined],
  ["more than a week ago", {}, new Date("2030-01-14T09:00:01Z"), "it happened more than 7 days ago"],
])("acts on events: %s", (_name, changes, at, reason) => {
  expect(reasonToSkip({ ...event, ...changes }, at)).toBe(reason);
});
