// Destroys the stacks in the reverse order; data stay unless somebody unlocked them.
import { join } from "node:path";
import { changeStack } from "./change-stack";
import { aliasesOfData, onlyData } from "./keep-data";
import { headingOf } from "./render-deploy";
import { bucketMissing, changeOf, type Run, standing } from "./run";
import { dependents, type Stack } from "./stacks";
import { DeployStopped } from "./stopped";

type Outcomes = (readonly [stack: string, outcome: string])[];

/** `keepData` leaves tables and buckets with data, and their keys, in AWS and in the states: an apply finds them again. */
export async function destroyAll(run: Run, keepData: boolean, done: Outcomes): Promise<void> {
  for (const stack of run.chosen.toReversed()) {
    run.terminal.out(headingOf(stack));
    if (bucketMissing(stack, run)) done.push([stack.name, "was never applied"]);
    else done.push([stack.name, await destroyOne(stack, run, keepData)]);
  }
}

async function destroyOne(stack: Stack, run: Run, keepData: boolean): Promise<string> {
  await mustBeGone(stack, run, keepData);
  const there = await standing(stack, run);
  if (there.length === 0) return "nothing of it is there";
  const change = changeOf(stack, "destroy", run);
  const left = keepData ? onlyData(stack, there, aliasesOfData(run.stacks)) : undefined;
  if (left === undefined) {
    await changeStack(change, run);
    return "destroyed";
  }
  const folder = join(run.out, "kept", stack.name);
  await run.deploy.files.write(join(folder, "cdk.tf.json"), `${JSON.stringify(left.json, undefined, 2)}\n`);
  const outcome = await changeStack({ ...change, folder, reduced: true }, run);
  const kept = `kept ${left.kept.join(", ")}`;
  return outcome === "unchanged" ? kept : `destroyed, ${kept}`;
}

/** Whatever depends on a stack goes first: left alone it would only fail. What holds nothing but kept data may stay. */
async function mustBeGone(stack: Stack, run: Run, keepData: boolean): Promise<void> {
  const sameAccount = dependents(run.stacks, stack).filter(({ accountId }) => accountId === stack.accountId);
  for (const one of sameAccount) {
    const there = await standing(one, run);
    const kept = keepData ? (onlyData(one, there, aliasesOfData(run.stacks))?.kept ?? []) : [];
    if (there.some((address) => !kept.includes(address)))
      throw new DeployStopped(
        keepData || onlyData(one, there, []) === undefined
          ? `${one.name} still stands and needs ${stack.name}: destroy that first`
          : `${one.name} still stands, or keeps data whose key goes with ${stack.name}: destroy that first, or add --keep-data`,
      );
  }
}
