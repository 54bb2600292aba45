// SES's calls: a mail is judged on the identity as which it is sent.
import type { AwsCall } from "../aws-call";
import { arnOf } from "./arn";
import { objectOf } from "./parameter-of";
import type { AccessRequest } from "./requests-of";

/**
 * What sending a mail must be allowed to do; undefined for SES's other calls, and for a sender whose identity nobody knows. A raw mail needs
 * an action of its own.
 */
export function mailRequests(call: AwsCall): readonly AccessRequest[] | undefined {
  const identity = call.facts?.mailIdentity;
  if (call.operation !== "SendEmail" || identity === undefined) return undefined;
  const isRaw = objectOf(objectOf(call.parameters, "Content") ?? {}, "Raw") !== undefined;
  const place = { region: call.region, accountId: call.principal.accountId };
  const resource = arnOf("ses", place, `identity/${identity}`);
  return [{ action: isRaw ? "ses:SendRawEmail" : "ses:SendEmail", resource }];
}
