// Whether every account has the member baseline. The list of the StackSet's stacks is enough for that, also with thousands of accounts.
import { z } from "zod";
import type { StackInstanceFact } from "../account-facts";
import { inEachRegion, type World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";
import { canonicalPolicy } from "./member-template";

const setShape = z.object({ name: z.string(), template_body: z.string() });
const stackShape = z.object({ name: z.string() });

/** The StackSet: its template, and a stack that is up to date in each account and region. */
export async function checkStackSet(world: World): Promise<readonly Found[]> {
  const sets = ofType(world.deployment, "aws_cloudformation_stack_set", setShape);
  const members = sets.length === 0 ? [] : await memberAccounts(world);
  const found = await Promise.all(
    sets.map(async ({ stack, is: { name, template_body } }): Promise<readonly Found[]> => {
      const where = `StackSet ${name}`;
      const set = await world.account("management").stackSet(name);
      if (set === undefined) return [broken(where, "there is no such StackSet", apply(stack))];
      const current =
        canonicalPolicy(JSON.parse(set.template)) === canonicalPolicy(JSON.parse(template_body));
      return [
        ...(current
          ? []
          : [broken(where, "brings other roles and rules than the configuration says", apply(stack))]),
        ...world.regions.flatMap((region) =>
          members.flatMap((accountId) => {
            const place = { accountId, region };
            const mend = (verb: string) =>
              `${again(verb, name, place, world)} (a new region: ${apply(stack)})`;
            return instance(place, set.instances, mend);
          }),
        ),
      ];
    }),
  );
  return found.flat();
}

function instance(
  { accountId, region }: Pick<StackInstanceFact, "accountId" | "region">,
  instances: readonly StackInstanceFact[],
  mend: (verb: string) => string,
): readonly Found[] {
  const where = `${region}, account ${accountId}`;
  const found = instances.find((one) => one.accountId === accountId && one.region === region);
  if (found === undefined) return [broken(where, "has no member baseline", mend("create-stack-instances"))];
  if (found.status === "CURRENT") return [];
  const reason = found.reason ? ` (${found.reason})` : "";
  return [broken(where, `its member baseline is ${found.status}${reason}`, mend("update-stack-instances"))];
}

/** For Terraform the StackSet is as it should be, so that another apply would do nothing in one account. */
function again(
  verb: string,
  name: string,
  { accountId, region }: Pick<StackInstanceFact, "accountId" | "region">,
  { config: { homeRegion, organization } }: World,
): string {
  const units = (organization.baselineUnits ?? [organization.rootId]).join(",");
  return `the StackSet's operations in CloudFormation's console of the management account say why. When that is mended, there: aws cloudformation ${verb} --region ${homeRegion} --stack-set-name ${name} --regions ${region} --deployment-targets OrganizationalUnitIds=${units},Accounts=${accountId},AccountFilterType=INTERSECTION`;
}

/** Active accounts below the units of the baseline, without the management account, which StackSets never reach. */
export async function memberAccounts(world: World): Promise<readonly string[]> {
  const { accounts, organization, homeRegion } = world.config;
  const { baselineUnits } = organization;
  const ids =
    baselineUnits === undefined
      ? (await world.account("management").caller.accounts())
          .filter(({ state }) => state === "ACTIVE")
          .map(({ id }) => id)
      : ((await world.account("infrasec").directory(homeRegion)) ?? [])
          .filter(
            ({ state, organizationalUnits }) =>
              state === "ACTIVE" && organizationalUnits.some(({ id }) => baselineUnits.includes(id)),
          )
          .map(({ accountId }) => accountId);
  return ids.filter((id) => id !== accounts.management).toSorted();
}

/** The management account has the same as plain stacks, one in each region. */
export async function checkManagementBaseline(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_cloudformation_stack", stackShape, region);
    const found = wanted.map(async ({ stack, is: { name } }): Promise<readonly Found[]> => {
      const status = await world.account("management").stackStatus(region, name);
      const where = `${region}, management account, stack ${name}`;
      if (status === undefined) return [broken(where, "there is no such stack", apply(stack))];
      return /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status) || status.endsWith("_IN_PROGRESS")
        ? []
        : [
            broken(
              where,
              `is ${status}`,
              `look at its events in CloudFormation's console, and ${apply(stack)}`,
            ),
          ];
    });
    return (await Promise.all(found)).flat();
  });
}
