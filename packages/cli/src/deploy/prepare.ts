// What comes before any stack: the configuration, the bundles, the stacks' JSON, the right accounts, the state buckets.
import { relative } from "node:path";
import { withStatus } from "../progress/with-status";
import { UsageProblem } from "../words-of-error";
import type { DeployDependencies } from "./deploy-world";
import { removeEmptyStates } from "./empty-state";
import { checkAccounts, type Profiles, profilesOf } from "./profiles";
import type { Run } from "./run";
import { chosenStacks, named, readStack } from "./stacks";
import { missingBuckets } from "./state-buckets";
import { quoted } from "./terraform-command";

/** What the terminal says meanwhile. */
export const writingStacks = "writing the stacks";

export type Wanted = Profiles & {
  readonly config?: string | undefined;
  /** An absolute path. */
  readonly out: string;
  readonly only: string | undefined;
  readonly skipped: readonly string[];
  readonly build: boolean;
  readonly autoApprove: boolean;
};

/**
 * Changes nothing in AWS.
 * @throws UsageProblem for a wrong configuration, wrong names, and a missing PagerDuty key.
 * @throws WrongCredentials
 */
export async function prepare(wanted: Wanted, dependencies: DeployDependencies): Promise<Run> {
  const { deploy, terminal, pagerdutyToken } = dependencies;
  const { out, only, skipped, build, autoApprove } = wanted;
  const path = wanted.config ?? deploy.configPath;
  const config = await deploy.readConfig(path);
  if (build) {
    terminal.out("$ npx pnpm@10.34.8 build\n");
    await deploy.build(terminal.out);
  }
  const [file, folder] = [path, out].map((one) => quoted(relative(deploy.cwd, one)));
  terminal.out(`$ npx pnpm@10.34.8 synth --config ${file} --out ${folder}\n`);
  const stacks = (await withStatus(terminal, writingStacks, () => deploy.synthesize(config, out))).map(
    readStack,
  );
  await removeEmptyStates(stacks, dependencies);
  const chosen = chosenStacks(stacks, only, skipped);
  if (pagerdutyToken === undefined && chosen.some(({ name }) => name === named.oncall))
    throw new UsageProblem(
      `the stack ${named.oncall} needs a PagerDuty API key that may write, in PAGERDUTY_TOKEN; --skip ${named.oncall} leaves it out`,
    );
  const profileOf = profilesOf(config, wanted);
  await checkAccounts(chosen, config, profileOf, deploy);
  const missing = await missingBuckets({ stacks: chosen, profileOf }, { deploy });
  return { ...dependencies, config, stacks, chosen, profileOf, out, autoApprove, missing, ready: new Set() };
}
