// Whether the lambdas can decrypt the secrets: they may use Orgwatch's key and the account's default key, and no other.
import { homeFirst } from "@orgwatch/cdktf/org-config-routing";
import { neededSecrets, regionsOf } from "../../manual-ops/needed-secrets";
import { inEachRegion, type World } from "../check";
import { broken, type Found, unseen } from "../finding";

const usable = ["orgwatch", "aws/ssm"];

/** One finding for each SecureString under another key. */
export async function checkSecretKeys(world: World): Promise<readonly Found[]> {
  const secrets = neededSecrets(world.lambdas);
  const account = world.account("infrasec");
  return inEachRegion(world.regions, async (region) => {
    const here = secrets.filter((secret) => regionsOf(secret, homeFirst(world.config)).includes(region));
    const held = await account.in(region).parameters(here.map(({ parameter }) => parameter));
    return [...held].flatMap(([name, { type, key }]) =>
      type === "SecureString" && key !== undefined ? foundOf(region, name, key) : [],
    );
  });
}

/** A key by its id says nothing of whose it is; by its alias it does. */
function foundOf(region: string, name: string, key: string): readonly Found[] {
  const [, alias] = /(?:^|:)alias\/(.+)$/.exec(key) ?? [];
  if (alias !== undefined && usable.includes(alias)) return [];
  const where = `${region} ${name}`;
  const mend = `store it with aws ssm put-parameter --overwrite --type SecureString --key-id alias/orgwatch --region ${region}`;
  if (alias === undefined)
    return [unseen(where, `is encrypted with the key ${key}, which does not say whose it is`, mend)];
  return [broken(where, `is encrypted with alias/${alias}, which the lambdas may not use`, mend)];
}
