// GuardDuty detectors that the security account has already: Terraform takes them over.
import { inParallel } from "@orgwatch/core/concurrency";
import type { CallerAccount } from "./caller-account";
import { unseen } from "./organization-facts";

/** Ids by region; undefined when `account` may not look somewhere: part of them would look like all. */
export async function findDetectors(
  regions: readonly string[],
  account: Pick<CallerAccount, "detectorIn">,
): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    const ids = await inParallel(regions, 5, account.detectorIn);
    return Object.fromEntries(
      regions.flatMap((region, index) => {
        const id = ids[index];
        return id === undefined ? [] : [[region, id]];
      }),
    );
  } catch (error) {
    return unseen(error);
  }
}
