// What people do in the tests of finding-responder: the finding f-1, its incident, and the button below its message.
import type { IncidentEvent, SlackPress } from "@orgwatch/core/handed";
import { responderWorld } from "./responder-world";

/** The finding's key. */
export const key = "guardduty/us-west-2/f-1";
/** Jane resolves the incident. */
export const resolved: IncidentEvent = {
  kind: "incident-event",
  id: "e-2",
  type: "incident.resolved",
  at: "2030-01-07T09:00:00.000Z",
  by: "Jane",
  incident: { id: "Q1", key },
};
const { by: _, ...unattended } = resolved;
/** Resolved by PagerDuty itself. */
export const timedOut: IncidentEvent = unattended;
/** Jane acknowledges it, a minute before. */
export const acknowledged: IncidentEvent = {
  ...resolved,
  id: "e-1",
  type: "incident.acknowledged",
  at: "2030-01-07T08:59:00.000Z",
};
/** Alice, who may, presses Archive. */
export const press: SlackPress = {
  kind: "slack-press",
  actionId: "finding:archive",
  value: key,
  user: { id: "U0ALICE", name: "alice" },
  channel: "C0SECURITY",
  messageTs: "1.1",
  responseUrl: "https://hooks.slack.com/actions/1",
  at: "2030-01-07T09:00:00.000Z",
};
/** When the finding was seen last: before anybody decided anything. */
export const seenAt = "2030-01-07T08:00:00Z";

/** A finding of us-west-2 whose message stands in Slack. */
export async function withFinding(finding: { archived?: boolean; lastSeen?: string } = {}) {
  const world = responderWorld();
  world.guardDuty.put("us-west-2", { id: "f-1", archived: false, lastSeen: seenAt, ...finding });
  await world.post(key);
  return world;
}

/** How responses are shown. */
export const byJane = {
  acknowledged: "*Acknowledged* by Jane in PagerDuty",
  resolved: "*Resolved* by Jane in PagerDuty",
  archived: "*Finding archived* by Jane in PagerDuty",
};
