// Whether the watched regions can be used, and nobody else administers GuardDuty there.
import { inEachRegion, type Owner, type World } from "../check";
import { broken, type Found } from "../finding";

const named = { management: "management account", infrasec: "security account" } as const;

/** Regions that are younger than 2019 are off until an account asks for them. */
export function checkRegions(owner: Owner): (world: World) => Promise<readonly Found[]> {
  return async (world) => {
    const id = world.config.accounts[owner];
    const known = await world.account(owner).caller.regions();
    return world.regions.flatMap((region) => {
      const found = known.find(({ name }) => name === region);
      if (found?.enabled) return [];
      const where = `${region}, ${named[owner]} ${id}`;
      if (found === undefined)
        return [broken(where, "AWS knows no such region here", "correct regions in cdktf/org.config.ts")];
      const command = `aws account enable-region --region-name ${region}`;
      return [broken(where, "is not opted in", `${command}, in that account, which takes AWS some minutes`)];
    });
  };
}

/** Before a deployment nobody may be it; afterwards (`must`) the security account has to. */
export function checkAdministrator(must: boolean): (world: World) => Promise<readonly Found[]> {
  return async (world) => {
    const { infrasec } = world.config.accounts;
    const management = world.account("management");
    return inEachRegion(world.regions, async (region) => {
      const administrator = await management.guardDutyAdministrator(region);
      if (administrator === undefined)
        return must
          ? [broken(region, "nobody administers GuardDuty for the organization", "apply the stack org-root")]
          : [];
      if (administrator === infrasec || (must && world.asked.includes("before"))) return [];
      return [
        broken(
          region,
          `GuardDuty is administered by the account ${administrator}`,
          `make ${administrator} the security account in cdktf/org.config.ts, or in the management account: aws guardduty disable-organization-admin-account --region ${region} --admin-account-id ${administrator}`,
        ),
      ];
    });
  };
}
