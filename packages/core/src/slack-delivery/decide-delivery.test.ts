import type { Delivery } from "../delivery-log";
import { decideDelivery } from "./decide-delivery";

const now = new Date("2030-01-07T09:00:00Z");
const sent: Delivery = {
  state: "sent",
  version: "2030-01-07T08:00:00Z",
  band: "medium",
  attemptedAt: "2030-01-07T08:00:01Z",
  channel: "C0SECURITY",
  ts: "1893.000100",
};
const { ts: _, channel: __, ...sentByWebhook } = sent;
const { ts: ___, ...tried } = sent;
const address = { channel: "C0SECURITY", ts: "1893.000100" };
const lookFirst = { since: new Date("2030-01-07T08:00:01Z"), channel: "C0SECURITY" };

it.each<[string, string | undefined, "low" | "medium" | "high", Delivery | undefined, unknown]>([
  ["nothing known", undefined, "high", undefined, { do: "post" }],
  ["the same version", "2030-01-07T08:00:00Z", "high", sent, { do: "nothing", because: "already sent" }],
  [
    "the same time in other words",
    "2030-01-07T08:00:00.000Z",
    "high",
    sent,
    { do: "nothing", because: "already sent" },
  ],
  [
    "an older version that came late",
    "2030-01-07T07:00:00Z",
    "high",
    sent,
    { do: "nothing", because: "already sent" },
  ],
  ["something with one version only", undefined, "high", sent, { do: "nothing", because: "already sent" }],
  ["a newer version", "2030-01-07T08:15:00Z", "medium", sent, { do: "update", address, raised: false }],
  ["a newer, lower version", "2030-01-07T08:15:00Z", "low", sent, { do: "update", address, raised: false }],
  ["a newer, graver version", "2030-01-07T08:15:00Z", "high", sent, { do: "update", address, raised: true }],
  ["newer, after the webhook", "2030-01-07T08:15:00Z", "medium", sentByWebhook, { do: "note" }],
  ["graver, after the webhook", "2030-01-07T08:15:00Z", "high", sentByWebhook, { do: "post" }],
  ["a send that surely failed", undefined, "medium", { ...tried, state: "open" }, { do: "post" }],
  [
    "a send that perhaps failed",
    undefined,
    "medium",
    { ...tried, state: "unclear" },
    { do: "post", lookFirst },
  ],
  [
    "a send that another lambda has under way",
    undefined,
    "medium",
    { ...tried, state: "sending", leaseUntil: "2030-01-07T09:00:30.500Z" },
    { do: "wait", seconds: 31 },
  ],
  [
    "a send whose lambda died",
    undefined,
    "medium",
    { ...tried, state: "sending", leaseUntil: "2030-01-07T08:59:59Z" },
    { do: "post", lookFirst },
  ],
  [
    "an update whose lambda died",
    "2030-01-07T08:15:00Z",
    "medium",
    { ...sent, state: "sending", leaseUntil: "2030-01-07T08:59:59Z" },
    { do: "update", address, raised: false },
  ],
])("%s", (_name, version, band, before, step) => {
  expect(decideDelivery({ version, band }, before, now)).toEqual(step);
});
