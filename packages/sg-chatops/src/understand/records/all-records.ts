// All families of records in one list.
import { addedRecords } from "./added-records";
import { authorRecords } from "./author-records";
import { describedRecords } from "./described-records";
import { groupRecords } from "./group-records";
import { ignoredRecords } from "./ignored-records";
import { modifiedRecords } from "./modified-records";
import { oddRecords } from "./odd-records";
import { oldAddedRecords } from "./old-added-records";
import type { RecordCase } from "./record-case";
import { removedRecords } from "./removed-records";

export const allRecords: readonly RecordCase[] = [
  ...addedRecords,
  ...oldAddedRecords,
  ...removedRecords,
  ...modifiedRecords,
  ...describedRecords,
  ...groupRecords,
  ...authorRecords,
  ...ignoredRecords,
  ...oddRecords,
];

/** The body of the queue message that brings a record. */
export function eventOf({ record, event }: RecordCase): Readonly<Record<string, unknown>> {
  return JSON.parse(
    JSON.stringify({
      version: "0",
      id: "9f1de1f3-7d2f-4f80-9d1a-5a9f0b9c3c55",
      "detail-type": "AWS API Call via CloudTrail",
      source: "aws.ec2",
      account: "111122223333",
      region: "eu-west-1",
      time: "2030-01-07T08:59:58Z",
      resources: [],
      detail: record,
      ...event,
    }),
  );
}
