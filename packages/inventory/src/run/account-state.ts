// What is known of an account before its regions are read, asked for once: whether it lets us in, and which regions it uses.
import { reasonOf } from "@orgwatch/core/errors";
import type { Failure } from "@orgwatch/core/inventory/run-manifest";
import type { Log } from "@orgwatch/core/log";
import { lazily } from "@orgwatch/core/tools";
import { type Regions, regionsOf } from "../read/opted-in";
import { OutOfTime } from "../read/out-of-time";
import type { Through } from "../read/reader";
import { type ThroughDependencies, tryWhileWorthIt } from "../read/through";
import { failureOf } from "../read/why-failed";
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
  const [home = "us-east-1"] = scope.regions;
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
        return await regionsOf(reader, home);
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
