// The wiring of sg-lake: every ten minutes, what CloudTrail Lake has learnt goes into the queue of sg-changes.
import { dynamodb, sqs, sts } from "@orgwatch/core/aws";
import { onSchedule } from "@orgwatch/core/on-schedule";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { roleSessions, sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { stateTable } from "@orgwatch/core/security-groups/state-table";
import { sgLake } from "../../manifest";
import { callsQueue } from "./calls-queue";
import { lakesAs } from "./cloudtrail-lake";
import { parseEventDataStores } from "./event-data-store";
import { readLake } from "./read-lake";

export const handler = onSchedule(sgLake, ({ config, now, sleep }) => {
  const session = roleSessions({
    assumeRole: assumeRoleWith(sts()),
    sessionName: () => sessionNameOf("orgwatch", sgLake.name),
    now,
  });
  const dependencies = {
    lake: lakesAs(() => session(config.LAKE_ROLE)),
    hand: callsQueue(sqs(), config.CALLS, sleep),
    state: stateTable(dynamodb(), config.STATE),
    overlapMinutes: config.OVERLAP_MINUTES,
    now,
    sleep,
  };
  return async ({ at }, log) => {
    const arns = parseEventDataStores(await config.EVENT_DATA_STORES());
    const deadline = new Date(at.getTime() + sgLake.timeoutSeconds * 1000);
    await readLake(arns, at, { ...dependencies, deadline, log });
  };
});
