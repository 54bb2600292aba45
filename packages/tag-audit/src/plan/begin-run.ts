// The beginning of a tag audit: what it looks at is chosen and written down, and who may own instances is asked once for all accounts.
import { NeverAgain, reasonOf } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { redact } from "@orgwatch/core/redact";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import { problemsOfPolicy } from "@orgwatch/core/tag-audit/policy-problems";
import type { ListPeople } from "../principals/people";
import { chooseScope } from "./choose-scope";
import { planRun, type RunPlanned } from "./plan-run";
import type { RunFiles } from "./run-files";
import type { Asked, RunScope } from "./run-input";

export type BeginDependencies = {
  readonly accounts: () => Promise<readonly AccountEntry[]>;
  readonly watched: readonly string[];
  readonly policy: TagPolicy;
  readonly files: RunFiles;
  /** Identity Center's people, asked in the region of its store. */
  readonly people: (region: string) => ListPeople;
  readonly concurrency: number;
  readonly now: Date;
  readonly log: Log;
};

/** @throws NeverAgain when the policy cannot work or there is nothing to look at; TryLater while the table or S3 cannot be used. Identity Center ends nothing. */
export async function beginRun(asked: Asked, dependencies: BeginDependencies): Promise<RunPlanned> {
  const { accounts, watched, policy, files, concurrency, now, log } = dependencies;
  const problems = problemsOfPolicy(policy);
  if (problems.length > 0)
    throw new NeverAgain(`The tag audit cannot begin, its policy cannot work: ${problems.join("; ")}`);
  const runId = now.toISOString();
  const chosen = chooseScope(await accounts(), watched, asked, policy);
  const { people, warnings } = await writePeople(runId, dependencies);
  const mode = asked.mode === undefined ? {} : { mode: asked.mode };
  const scope: RunScope = { runId, ...chosen, ...mode, people };
  await files.write(runId, "scope", scope);
  for (const warning of warnings) log.warn(warning);
  if (chosen.exempt.length > 0)
    log.info("exempt accounts are left out", { accounts: chosen.exempt.join(" ") });
  return planRun(scope, warnings, { concurrency });
}

/** Without the people, tags that must name one of them are unproven, which nobody is acted on for. */
async function writePeople(runId: string, { policy, files, people }: BeginDependencies) {
  if (!asksForPeople(policy)) return { people: false, warnings: [] };
  const store = policy.identityStore;
  if (store === undefined)
    return without(
      "a tag must name a person of Identity Center, and the configuration names no identity store",
    );
  let names: string[];
  try {
    names = await people(store.region)(store.id);
  } catch (error) {
    return without(`Identity Center cannot be read: ${redact(reasonOf(error)).slice(0, 300)}`);
  }
  // A list of nobody would make everybody unknown at once.
  if (names.length === 0) return without("Identity Center told of nobody at all");
  await files.write(runId, "people", names);
  return { people: true, warnings: [] };
}

const without = (warning: string) => ({ people: false, warnings: [warning] });

function asksForPeople({ schemes }: TagPolicy): boolean {
  return schemes.some(({ require }) =>
    require.some(({ principal }) => principal?.includes("identity-center") ?? false),
  );
}
