// The messages that the pager's tests send, and how they are run.

import { busEvent } from "@orgwatch/core/notice/fixtures/bus-event";
import { guardDutyFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import { type PagePeopleDependencies, pagePeople } from "../src/pager/page-people";
import { type PagerWorld, record } from "./pager-world";

/** The key of the finding below. */
export const key = "guardduty/us-west-2/f-1";

/** A finding as it stood so many minutes after eight. */
export function finding(
  minute: number,
  fields: { id?: string; accountId?: string; archived?: boolean } = {},
) {
  const { id = "f-1", accountId = "333333333333", archived = false } = fields;
  const updatedAt = new Date(Date.parse("2030-01-07T08:00:00Z") + minute * 60_000).toISOString();
  return guardDutyFinding({ id, accountId, updatedAt, service: { archived } });
}

/** Somebody archives findings in GuardDuty at nine. */
export function archiveCall(...findingIds: string[]) {
  return busEvent({
    source: "aws.guardduty",
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventID: "c-1",
      eventTime: "2030-01-07T09:00:00Z",
      eventSource: "guardduty.amazonaws.com",
      eventName: "ArchiveFindings",
      awsRegion: "us-west-2",
      userIdentity: { type: "IAMUser", userName: "alice" },
      requestParameters: { detectorId: "d-1", findingIds },
    },
  });
}

/** Runs one message, letting virtual time pass. */
export function run(
  world: PagerWorld,
  body: unknown,
  queue?: string,
  changes: Partial<PagePeopleDependencies> = {},
) {
  const { dependencies, time } = world;
  const all = { ...dependencies, deadline: world.deadline(), ...changes };
  return time.run(pagePeople(record(body, queue), all));
}
