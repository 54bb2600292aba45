// Whether the people who hear when all else fails have agreed to their mails.
import { failoverTopicName } from "@orgwatch/manifest/names";
import { cleanLine } from "../../terminal";
import { done, type Finding, notAnswered, notChecked, open } from "./finding";
import type { EmailSubscription, SecurityAccount } from "./security-account";

const operation = "failover-emails";
const again = "apply infrasec-admin-global again, or use Request confirmation in the SNS console";
const absent =
  "SNS gives up after 48 hours: apply infrasec-admin-global again, and open Confirm subscription in the mail";

/** One finding for each address and region. Never rejects. */
export async function checkEmails(
  regions: readonly string[],
  accountIn: (region: string) => SecurityAccount,
): Promise<readonly Finding[]> {
  const asked = await Promise.all(
    regions.map(async (region) => {
      try {
        return { region, emails: await accountIn(region).emailsOf(failoverTopicName), problem: undefined };
      } catch (error) {
        return { region, emails: undefined, problem: error };
      }
    }),
  );
  const everybody = new Set(asked.flatMap(({ emails = [] }) => emails.map(({ address }) => address)));
  return asked.flatMap(({ region, emails, problem }) => {
    if (problem !== undefined) return [notAnswered(operation, region, problem)];
    if (emails === undefined) {
      const place = "is this the security account, and a watched region?";
      return [notChecked(operation, region, `there is no topic ${failoverTopicName}: ${place}`)];
    }
    return inRegion(region, emails, [...everybody]);
  });
}

/** An address that another region has and this one has not was never confirmed here: SNS has forgotten it. */
function inRegion(
  region: string,
  emails: readonly EmailSubscription[],
  everybody: readonly string[],
): readonly Finding[] {
  if (everybody.length === 0) return [open(operation, region, "nobody gets mails", absent)];
  return everybody.toSorted().map((address) => {
    const states = emails.filter((email) => email.address === address).map(({ state }) => state);
    const where = cleanLine(`${region} ${address}`, 150);
    if (states.includes("confirmed")) return done(operation, where, "confirmed");
    if (states.includes("pending"))
      return open(
        operation,
        where,
        "waits for confirmation",
        `open Confirm subscription in AWS's mail; no mail: ${again}`,
      );
    return open(operation, where, "no subscription", absent);
  });
}
