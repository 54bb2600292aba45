import type { SentRequest } from "@orgwatch/core/worlds/http-event";
import { outcome, payload, seconds, sign, signed } from "./testing/knock";

describe("a signature", () => {
  const body = payload();
  const sent = signed(body);
  const [letIn, refused] = [
    { status: 200, handed: 1 },
    { status: 401, handed: 0 },
  ];
  const withHeader = (name: string, value: string): SentRequest => ({
    ...sent,
    headers: { ...sent.headers, [name]: value },
  });
  const lower = Object.fromEntries(
    Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const upper = Object.fromEntries(
    Object.entries(sent.headers).map(([name, value]) => [name.toUpperCase(), value]),
  );

  it.each<[string, SentRequest, object]>([
    ["over a base64 body", { ...sent, body: Buffer.from(body).toString("base64"), base64: true }, letIn],
    ["in lower-case headers", { ...sent, headers: lower }, letIn],
    ["in upper-case headers", { ...sent, headers: upper }, letIn],
    ["by the old secret", signed(body, { secret: "old-secret" }), letIn],
    ["by a foreign secret", signed(body, { secret: "foreign" }), refused],
    ["by an empty secret", signed(body, { secret: "" }), refused],
    ["exactly five minutes old", signed(body, { timestamp: seconds - 300 }), letIn],
    ["more than five minutes old", signed(body, { timestamp: seconds - 301 }), refused],
    ["exactly five minutes ahead", signed(body, { timestamp: seconds + 300 }), letIn],
    ["more than five minutes ahead", signed(body, { timestamp: seconds + 301 }), refused],
    ["over a time that is no number", signed(body, { timestamp: "NaN" }), refused],
    ["over no time", signed(body, { timestamp: "" }), refused],
    ["over another body", { ...sent, body: `${body} ` }, refused],
    ["over another time", withHeader("X-Slack-Request-Timestamp", String(seconds + 1)), refused],
    ["of another version", withHeader("X-Slack-Signature", sign(body, seconds).replace("v0", "v1")), refused],
    ["without a version", withHeader("X-Slack-Signature", sign(body, seconds).slice(3)), refused],
    ["sent twice", withHeader("X-Slack-Signature", `${sign(body, seconds)},${sign(body, seconds)}`), refused],
    ["that is missing", { ...sent, headers: {} }, refused],
  ])("%s", async (_name, request, expected) => {
    expect(await outcome(request)).toEqual(expected);
  });

  it("by any secret is refused when none is stored", async () => {
    expect(await outcome(signed(body), { secrets: async () => [] })).toEqual(refused);
  });
});
