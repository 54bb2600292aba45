// Destroys the stacks in the reverse order; data stay unless somebody unlocked them.
import { join } from "node:path";
import { changeStack } from "./change-stack";
import { aliasesOfData, type Stays, whatStays } from "./keep-data";
import { headingOf } from "./render-deploy";
import { bucketMissing, changeOf, type Run, standing } from "./run";
import { dependents, type Stack } from "./stacks";
import { atStack, DeployStopped } from "./stopped";

type Outcomes = (readonly [stack: string, outcome: string])[];

/** `keepData` leaves tables and buckets with data, and their keys, in AWS and in the states: an apply finds them again. */
export async function destroyAll(run: Run, keepData: boolean, done: Outcomes): Promise<void> {
  for (const stack of run.chosen.toReversed()) {
    run.terminal.out(headingOf(stack));
    if (bucketMissing(stack, run)) done.push([stack.name, "was never applied"]);
    else done.push([stack.name, await atStack(stack.name, () => destroyOne(stack, run, keepData))]);
  }
}

async function destroyOne(stack: Stack, run: Run, keepData: boolean): Promise<string> {
  await mustBeGone(stack, run, keepData);
  const there = await standing(stack, run);
  if (there.length === 0) return "nothing of it is there";
  const change = changeOf(stack, "destroy", run);
  const left = whatStays(stack, there, staysOf(run, keepData));
  if (left === undefined) {
    await changeStack(change, run);
    return "destroyed";
  }
  const folder = join(run.out, "kept", stack.name);
  await run.deploy.files.write(join(folder, "cdk.tf.json"), `${JSON.stringify(left.json, undefined, 2)}\n`);
  const outcome = await changeStack({ ...change, folder, reduced: true }, run);
  // A bucket's settings stay with it.
  const kept = `kept ${left.kept.filter((address) => !address.startsWith("aws_s3_bucket_")).join(", ")}`;
  return outcome === "unchanged" ? kept : `destroyed, ${kept}`;
}

/** The key of the home region stays also where no job is configured any more: data that a job left may lie under it. */
function staysOf({ stacks, config }: Run, keepData: boolean): Stays {
  const ofJobs = { name: "alias/orgwatch", provider: `aws.${config.homeRegion}` };
  return keepData ? { aliases: [...aliasesOfData(stacks), ofJobs] } : "detectors";
}

/** Whatever depends on a stack goes first: left alone it would only fail. What stays on purpose may stay. */
async function mustBeGone(stack: Stack, run: Run, keepData: boolean): Promise<void> {
  const sameAccount = dependents(run.stacks, stack).filter(({ accountId }) => accountId === stack.accountId);
  for (const one of sameAccount) {
    const there = await standing(one, run);
    const onlyKept = (keeps: boolean) => {
      const kept = whatStays(one, there, staysOf(run, keeps))?.kept ?? [];
      return there.every((address) => kept.includes(address));
    };
    if (onlyKept(keepData)) continue;
    throw new DeployStopped(
      onlyKept(true)
        ? `${one.name} keeps data whose key goes with ${stack.name}: add --keep-data, or destroy ${one.name} with its data first`
        : `${one.name} still stands and needs ${stack.name}: destroy that first`,
    );
  }
}
