// The wiring of the heartbeat: one event onto the region's own bus, counted once EventBridge has taken it.
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { countHeartbeat } from "@orgwatch/core/count-heartbeat";
import { onSchedule } from "@orgwatch/core/on-schedule";
import { heartbeat } from "../manifest";
import { sendHeartbeat } from "./send-heartbeat";

const events = new EventBridgeClient({ maxAttempts: 3 });

export const handler = onSchedule(
  heartbeat,
  () => (tick) => sendHeartbeat(tick, (command) => events.send(command), countHeartbeat),
);
