import { type Handed, parseHanded } from "./handed";

const at = "2030-01-07T09:00:00.000Z";
const user = { id: "U0ALICE", name: "alice" };
const inSlack = { user, channel: "C0SECURITY", responseUrl: "https://hooks.slack.com/actions/1", at };
const messages: Handed[] = [
  { kind: "slack-press", actionId: "finding:archive", value: "v", messageTs: "1.1", ...inSlack },
  { kind: "slack-command", command: "finding", text: "", ...inSlack },
  {
    kind: "incident-event",
    id: "e-1",
    type: "incident.resolved",
    at,
    by: "Jane",
    incident: { id: "Q1", number: 2 },
  },
  { kind: "incident-event", id: "e-1", type: "incident.resolved", at, incident: { id: "Q1" } },
];

describe("what doors hand over", () => {
  it.each(messages)("is the same at the other end of the queue ($kind)", (message) => {
    expect(parseHanded(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each([
    ["a text", "slack-press"],
    ["nothing", null],
    ["of another kind", { ...messages[0], kind: "cake" }],
    ["without a person", { ...messages[0], user: undefined }],
    ["of a time that is none", { ...messages[2], at: "yesterday" }],
  ])("is none of these when it is %s", (_name, body) => {
    expect(parseHanded(body)).toBeUndefined();
  });
});
