// What is known of an account before its regions are read, asked for once: whether it lets us in, and which regions it uses.
import { reasonOf } from "@orgwatch/core/errors";
import type { Failure } from "@orgwatch/core/inventory/run-manifest";
import type { Log } from "@orgwatch/core/log";
import { partitionOfRegion } from "@orgwatch/core/partition";
import { lazily } from "@orgwatch/core/tools";
import { homeOfGlobal } from "../read/home-of-global";
import { type Regions, regionsOf } from "../read/opted-in";
import { OutOfTime } from "../read/out-of-time";
import type { Through } from "../read/reader";
import { type ThroughDependencies, tryWhileWorthIt } from "../read/through";
import { failureOf, isPassing } from "../read/why-failed";
import type { MemberAccounts } from "./member-accounts";

/** Both are asked for once, when somebody wants to know. @throws OutOfTime. */
export type AccountState = {
  /** Why nothing of the account can be read; undefined when it lets us in. */
  readonly refusal: () => Promise<Failure | undefined>;
  /** Undefined where the account does not say. */
  readonly regions: () => Promise<Regions | undefined>;
};

export function stateOfAccount(
  account: string,
  through: Through,
  {
    accounts,
    scope,
    clock,
    log,
  }: {
    readonly accounts: MemberAccounts;
    readonly scope: { readonly regions: readonly string[] };
    readonly clock: ThroughDependencies;
    readonly log: Log;
  },
): AccountState {
  return {
    refusal: lazily(async () => {
      try {
        await tryWhileWorthIt(account, () => accounts.assume(account), clock);
        return undefined;
      } catch (error) {
        if (error instanceof OutOfTime) throw error;
        log.warn("the account lets nobody in", { account, reason: reasonOf(error) });
        return failureOf({ account, region: "*", isOn: true }, error, `everything in account ${account}`);
      }
    }),
    regions: lazily(async () => {
      const reader = accounts.open(account, through);
      try {
        return await firstAnswer(scope.regions, (region) => regionsOf(reader, region));
      } catch (error) {
        if (error instanceof OutOfTime) throw error;
        log.warn("which regions are on is not known", { account, reason: reasonOf(error) });
        return undefined;
      } finally {
        reader.close();
      }
    }),
  };
}

/** A region that is off does not even say so, and one that an SCP closes says nothing either: another one may. @throws the first refusal. */
async function firstAnswer<Answer>(
  regions: readonly string[],
  ask: (region: string) => Promise<Answer>,
): Promise<Answer> {
  const refusals: unknown[] = [];
  for (const region of [...new Set([...regions, alwaysOn(regions)])]) {
    try {
      return await ask(region);
    } catch (error) {
      if (isPassing(error)) throw error;
      refusals.push(error);
    }
  }
  throw refusals[0];
}

/** A region that every account of the partition uses. */
function alwaysOn([first = ""]: readonly string[]): string {
  return homeOfGlobal(partitionOfRegion(first));
}
