// With `--deep`: looks into each account, whether its roles trust whom they should and its rules are switched on. StackSets do not notice what
// somebody changed by hand.
import { inParallel } from "@orgwatch/core/concurrency";
import { z } from "zod";
import type { MemberAccount } from "../account-facts";
import type { World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found, unknown } from "../finding";
import { memberAccounts } from "./check-baseline";
import { canonicalPolicy, type MemberParts, partsOf } from "./member-template";

const setShape = z.object({ template_body: z.string() });
const accountsAtATime = 10;
const repair =
  "somebody changed it by hand: set it back, or delete it and update the StackSet's stack in this account";

/** One finding for each role and rule that differs. An account that cannot be entered hides no other. */
export async function checkMembers(world: World): Promise<readonly Found[]> {
  const [set] = ofType(world.deployment, "aws_cloudformation_stack_set", setShape);
  if (set === undefined) return [];
  const management = world.account("management");
  const accounts = await memberAccounts(world);
  const found = await inParallel(accounts, accountsAtATime, async (accountId) => {
    try {
      const member = management.member(accountId, world.memberRole);
      const each = await Promise.all(
        world.regions.map((region) => {
          const place = { accountId, region, homeRegion: world.config.homeRegion };
          return inRegion(member, place, partsOf(set.is.template_body, place));
        }),
      );
      return each.flat();
    } catch (error) {
      return [unknown(`account ${accountId}`, error)];
    }
  });
  return found.flat();
}

type Place = { readonly accountId: string; readonly region: string };

async function inRegion(member: MemberAccount, place: Place, parts: MemberParts): Promise<readonly Found[]> {
  const roles = await Promise.all(
    parts.roles.map(async ({ name, trust }) => ofRole(await member.trustOf(name), name, trust, place)),
  );
  const prefix = "orgwatch-";
  const states = parts.rules.length === 0 ? new Map() : await member.rulesIn(place.region, prefix);
  return [...roles.flat(), ...parts.rules.flatMap((rule) => ofRule(states.get(rule.name), rule, place))];
}

function ofRole(
  actual: string | undefined,
  name: string,
  trust: unknown,
  { accountId }: Place,
): readonly Found[] {
  const where = `account ${accountId}, role ${name}`;
  if (actual === undefined) return [broken(where, "there is no such role", repair)];
  return canonicalPolicy(JSON.parse(actual)) === canonicalPolicy(trust)
    ? []
    : [broken(where, `trusts others than it should: ${principalsIn(actual)}`, repair)];
}

/** The accounts in a trust policy: what one looks for first. */
function principalsIn(trust: string): string {
  const accounts = [...new Set(trust.match(/(?<=:)\d{12}(?=:)/g))];
  return accounts.length === 0 ? "its conditions differ" : `accounts ${accounts.join(", ")}`;
}

function ofRule(
  actual: string | undefined,
  { name, state }: { readonly name: string; readonly state: string },
  { accountId, region }: Place,
): readonly Found[] {
  const where = `${region}, account ${accountId}, rule ${name}`;
  if (actual === undefined) return [broken(where, "there is no such rule", repair)];
  return actual === state ? [] : [broken(where, `is ${actual}, not ${state}`, repair)];
}
