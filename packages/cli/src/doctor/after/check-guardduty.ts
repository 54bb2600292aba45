// Whether GuardDuty watches, and every account of the organization with it.
import { inEachRegion, type World } from "../check";
import { broken, type Found } from "../finding";
import { apply } from "./apply";

const stack = "infrasec-admin-global";

/** The security account's detector of each region, and what members get by themselves. */
export async function checkGuardDuty(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const detector = await world.account("infrasec").in(region).detector();
    if (detector === undefined) return [broken(region, "there is no GuardDuty detector", apply(stack))];
    if (!detector.enabled) return [broken(region, "the GuardDuty detector is suspended", apply(stack))];
    return detector.autoEnable === "ALL"
      ? []
      : [
          broken(
            region,
            `GuardDuty watches members only by ${detector.autoEnable}, not ALL: some accounts have no findings`,
            apply(stack),
          ),
        ];
  });
}
