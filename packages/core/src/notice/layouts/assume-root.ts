// sts:AssumeRoot: somebody in the management or administrator account took root powers in a member account for a task.
import type { Reading } from "../notice";
import { type CloudTrailRecord, callerFacts, recordBasics } from "./cloudtrail-record";
import { fact, post } from "./compose";
import type { BusEvent } from "./event";

/** Reads an AssumeRoot record; also a refused one is worth a look, one band lower. */
export function readAssumeRoot(event: BusEvent, record: CloudTrailRecord): Reading {
  const target = record.requestParameters?.targetPrincipal;
  const failed = record.errorCode !== undefined;
  const account = target === undefined ? "a member account" : `account ${accountOf(target)}`;
  return post({
    ...recordBasics(event, record),
    kind: "assume-root",
    weight: { band: failed ? "medium" : "high" },
    headline: failed
      ? `Root access to ${account} was refused (sts:AssumeRoot)`
      : `Root access to ${account} (sts:AssumeRoot)`,
    explanation: failed
      ? "Somebody asked for a root session in another account and did not get it."
      : "A root session for one task in another account. If nobody planned this, find out who the caller is.",
    facts: [
      fact("Target", target),
      fact("Task", record.requestParameters?.taskPolicyArn?.arn?.split("/").at(-1)),
      ...callerFacts(record),
    ],
  });
}

/** The target is an account id, or the root's ARN. */
function accountOf(target: string): string {
  return /^arn:[^:]*:iam::(\d{12}):root$/.exec(target)?.[1] ?? target;
}
