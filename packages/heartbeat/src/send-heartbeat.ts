// Sends one heartbeat, the way that GuardDuty sends a finding: as an event on the default bus of its region.
import { PutEventsCommand, type PutEventsCommandOutput } from "@aws-sdk/client-eventbridge";
import type { CountHeartbeat } from "@orgwatch/core/count-heartbeat";
import type { Tick } from "@orgwatch/core/on-schedule";
import { heartbeatDetailType, heartbeatSource, heartbeatSteps } from "@orgwatch/manifest/heartbeat";

/** EventBridge answers 200 also when it did not take the event. */
export class HeartbeatNotTaken extends Error {
  override readonly name = "HeartbeatNotTaken";
}

/**
 * Puts the heartbeat onto the bus and counts it at the stop `sent`; the stops after it begin with nothing seen.
 * @throws HeartbeatNotTaken with EventBridge's words, or what the call threw: nothing is counted then.
 */
export async function sendHeartbeat(
  { id, at }: Tick,
  putEvents: (command: PutEventsCommand) => Promise<Pick<PutEventsCommandOutput, "Entries">>,
  countHeartbeat: CountHeartbeat,
): Promise<void> {
  const { Entries: [entry] = [] } = await putEvents(
    new PutEventsCommand({
      Entries: [
        {
          Source: heartbeatSource,
          DetailType: heartbeatDetailType,
          Detail: JSON.stringify({ id, sentAt: at.toISOString() }),
        },
      ],
    }),
  );
  if (entry?.EventId === undefined)
    throw new HeartbeatNotTaken(`${entry?.ErrorCode ?? "no answer"}: ${entry?.ErrorMessage ?? "no reason"}`);
  await countHeartbeat("sent");
  // A stop that sees nothing is a zero then, and no gap in its metric, of which CloudWatch would make what it likes.
  for (const { stop } of heartbeatSteps) if (stop !== "sent") await countHeartbeat(stop, 0);
}
