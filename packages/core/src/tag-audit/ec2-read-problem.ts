// What EC2 and STS say instead of a region's instances, in the words that its cell has.
import { NeverAgain, TryLater } from "../errors";
import { RoleRefused } from "../organization/assume-role";
import { partitionOfRegion } from "../partition";

/** The account has not switched this region on: there is nothing in it. */
export class NotOptedIn extends NeverAgain {
  override readonly name = "NotOptedIn";
}

/** The role is missing in the account, does not trust us, or may not read: a policy of the account or the organization forbids it. */
export class ReadRefused extends NeverAgain {
  override readonly name = "ReadRefused";
}

/** AWS still said "too many calls" when the client's own tries were used up. */
export class Throttled extends TryLater {
  override readonly name = "Throttled";
}

/** Regions that every account has; all that AWS opened since March 2019 must be switched on, in the partition `aws` only. */
const alwaysOn = new Set([
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
]);
/** What good credentials get in a region that is switched off: it does not know them. Elsewhere the credentials are wrong. */
const unknownThere = new Set(["AuthFailure", "InvalidClientTokenId", "UnrecognizedClientException"]);
const throttles = /throttl|toomanyrequests|requestlimitexceeded|slowdown/i;
/** What our own calls can be blamed for; everything else that fails may pass. */
const ours = /^(Invalid|Malformed|MissingParameter|UnknownParameter|Validation|Serialization)/;

/** The failure of a call in an account and region: NotOptedIn, ReadRefused, Throttled, TryLater, or the error itself where the call was wrong. */
export function readProblem(accountId: string, region: string, error: unknown): unknown {
  if (error instanceof TryLater || error instanceof NeverAgain) return error;
  const options = { cause: error };
  if (error instanceof RoleRefused)
    return error.refusal === "denied"
      ? new ReadRefused(error.message, options)
      : new TryLater(error.message, options);
  const name = error instanceof Error ? error.name : "";
  if (name === "OptInRequired" || (unknownThere.has(name) && mayBeOff(region)))
    return new NotOptedIn(`account ${accountId} has not switched on ${region}`, options);
  if (/^(AccessDenied|UnauthorizedOperation)/.test(name) || unknownThere.has(name))
    return new ReadRefused(`account ${accountId} does not let its instances be read in ${region}`, options);
  if (throttles.test(name)) return new Throttled(`AWS throttles account ${accountId} in ${region}`, options);
  if (ours.test(name)) return error;
  return new TryLater(`account ${accountId} cannot be read in ${region} now`, options);
}

/** Whether a region can be switched off in an account. */
function mayBeOff(region: string): boolean {
  return partitionOfRegion(region) === "aws" && !alwaysOn.has(region);
}
