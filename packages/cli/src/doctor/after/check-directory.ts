// Whether the account directory knows the organization as it is, so that messages name the right account and team.
import { functionName } from "@orgwatch/manifest/names";
import { inEachRegion, type World } from "../check";
import { broken, type Found } from "../finding";

const told = 5;

/** Compares names and states. What differs is what changed since the directory last worked: it runs hourly, and at changes. */
export async function checkDirectory(world: World): Promise<readonly Found[]> {
  const { config } = world;
  const mend = `aws lambda invoke --region ${config.homeRegion} --function-name ${functionName("account-directory")} /dev/null, and look at its alarm if that changes nothing`;
  const accounts =
    config.accountSource === "organizations"
      ? await world.account("management").caller.accounts()
      : config.accountSource.fixed.map(({ id, name }) => ({ id, name, state: "ACTIVE" }));
  return inEachRegion(world.regions, async (region) => {
    const directory = await world.account("infrasec").directory(region);
    // A table that is not there is told by the check of tables.
    if (directory === undefined) return [];
    const entries = new Map(directory.map((entry) => [entry.accountId, entry]));
    const stale = accounts.filter(({ id, name, state }) => {
      const entry = entries.get(id);
      return entry === undefined || entry.name !== name || entry.state !== state;
    });
    if (stale.length === 0) return [];
    const names = stale.slice(0, told).map(({ id, name }) => `${name} (${id})`);
    const more = stale.length > told ? ` and ${stale.length - told} more` : "";
    return [
      broken(`${region} account directory`, `does not know ${names.join(", ")}${more} as they are`, mend),
    ];
  });
}
