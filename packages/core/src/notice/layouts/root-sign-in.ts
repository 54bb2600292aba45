// Somebody signed in to the console as root, or tried to. Only `responseElements.ConsoleLogin` tells which.
import type { Reading } from "../notice";
import { type CloudTrailRecord, callerFacts, recordBasics } from "./cloudtrail-record";
import { post } from "./compose";
import type { BusEvent } from "./event";

/** Reads a root ConsoleLogin record: a success is high, a failure medium; without the answer it is taken for a success. */
export function readRootSignIn(event: BusEvent, record: CloudTrailRecord): Reading {
  const outcome = record.responseElements?.ConsoleLogin;
  const failed = outcome === "Failure" || (outcome === undefined && record.errorMessage !== undefined);
  return post({
    ...recordBasics(event, record),
    kind: failed ? "root-sign-in-failed" : "root-sign-in",
    weight: { band: failed ? "medium" : "high" },
    headline: failed ? "Sign-in to the console as root user failed" : "Root user signed in to the console",
    explanation: failed
      ? "Somebody knows the root user's e-mail address, or somebody who may sign in mistyped."
      : "The root user can do everything in the account. If nobody planned this, treat the account as taken over.",
    facts: callerFacts(record),
  });
}
