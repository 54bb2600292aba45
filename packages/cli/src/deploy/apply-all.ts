// Plans or applies the stacks in their order.
import { join } from "node:path";
import { withStatus } from "../progress/with-status";
import { changeStack, type Outcome } from "./change-stack";
import { detectorsToTakeOver, takingOverAsText, withDetectors } from "./detectors-to-take-over";
import { emptyStateFile } from "./empty-state";
import { initOnce } from "./init-once";
import { writingStacks } from "./prepare";
import { headingOf } from "./render-deploy";
import { bucketMissing, changeOf, type Run, standing } from "./run";
import { named, readStack, type Stack } from "./stacks";
import { bootstrap } from "./state-buckets";
import { atStack, DeployStopped } from "./stopped";
import { terraform } from "./terraform-command";

type Outcomes = (readonly [stack: string, outcome: string])[];

const words: Readonly<Record<Outcome, string>> = {
  unchanged: "nothing to change",
  planned: "would be changed",
  changed: "applied",
};

/** Makes the state buckets that are missing, then applies each stack; `done` gets each outcome as it comes. */
export async function applyAll(run: Run, done: Outcomes): Promise<void> {
  for (const bucket of run.missing) await bootstrap(bucket, "apply", run, run);
  const now = { ...run, missing: [] };
  let again: Stack | undefined;
  for (const stack of now.chosen) {
    run.terminal.out(headingOf(stack));
    const outcome = await atStack(stack.name, () => applyOne(stack, now));
    done.push([stack.name, words[outcome]]);
    if (stack.name === named.core && outcome === "changed")
      again = now.stacks.find(({ name }) => name === named.oncall);
  }
  if (again === undefined) return;
  if (now.chosen.includes(again)) {
    run.terminal.out(
      `${headingOf(again).trimEnd()}, once more: the HTTP API has an address for its webhooks now\n`,
    );
    const change = changeOf(again, "apply", now);
    const outcome = await atStack(again.name, () => changeStack(change, now));
    done.push([`${again.name} again`, words[outcome]]);
  } else
    run.terminal.out(
      `\n${again.name} was left out: an apply of it makes its webhooks, now that the HTTP API has an address.\n`,
    );
}

async function applyOne(stack: Stack, run: Run): Promise<Outcome> {
  await mustStand(stack, run);
  const current = stack.name === named.core ? await withFoundDetectors(stack, run) : stack;
  return changeStack(changeOf(current, "apply", run), run);
}

/** Shows what an apply would do; nothing is changed. A stack that reads what another makes is planned when that one stands. */
export async function planAll(run: Run, done: Outcomes): Promise<void> {
  for (const bucket of run.missing) await bootstrap(bucket, "plan", run, run);
  for (const stack of run.chosen) {
    run.terminal.out(headingOf(stack));
    done.push([stack.name, await atStack(stack.name, () => planOne(stack, run))]);
  }
}

async function planOne(stack: Stack, run: Run): Promise<string> {
  const absent = await absentNeeds(stack, run);
  if (absent.length > 0) return `planned when ${absent.join(", ")} is applied`;
  const current = stack.name === named.core ? await withFoundDetectors(stack, run) : stack;
  if (bucketMissing(stack, run)) return words[await planWithoutState(current, run)];
  return words[await changeStack(changeOf(current, "plan", run), run)];
}

/** An empty state in a file of its own stands in for the bucket. */
async function planWithoutState(stack: Stack, run: Run): Promise<Outcome> {
  const { write, remove } = run.deploy.files;
  const override = emptyStateFile(stack);
  await write(override, JSON.stringify({ terraform: { backend: { local: {} } } }));
  try {
    const environment = { TF_DATA_DIR: join(run.out, "plans", `${stack.name}.terraform`) };
    return await changeStack({ ...changeOf(stack, "plan", run), environment }, run);
  } finally {
    await remove(override);
  }
}

/** The delegation is no matter of a plan: only what the stack of the security account makes is read while planning. */
async function absentNeeds(stack: Stack, run: Run): Promise<readonly string[]> {
  const read = run.stacks.filter(({ name }) => name === named.core && stack.needs.includes(name));
  const absent = await Promise.all(
    read.map(async (one) => ((await standing(one, run)).length === 0 ? [one.name] : [])),
  );
  return absent.flat();
}

/** What is not applied in this run must stand already; where these credentials cannot look, Terraform will say it. */
async function mustStand(stack: Stack, run: Run): Promise<void> {
  const needed = run.stacks.filter(
    (one) => stack.needs.includes(one.name) && !run.chosen.includes(one) && one.accountId === stack.accountId,
  );
  for (const one of needed)
    if ((await standing(one, run)).length === 0)
      throw new DeployStopped(`${stack.name} needs ${one.name}, which was never applied: apply that first`);
}

/** Writes the stacks again where GuardDuty is on already, with its detectors named. */
async function withFoundDetectors(core: Stack, run: Run): Promise<Stack> {
  const { deploy, terminal, config, out } = run;
  const profile = run.profileOf(core.accountId);
  const pull = async () => {
    if (bucketMissing(core, run)) return "";
    const call = { folder: core.folder, profile, environment: {} };
    await initOnce(call, run);
    return (await terraform({ ...call, args: ["state", "pull"] }, { ...run, quiet: true })).stdout;
  };
  const detectors = await detectorsToTakeOver(config, deploy.accountAs(profile, config.homeRegion), pull);
  if (detectors === undefined)
    terminal.out(
      "These credentials may not look for GuardDuty detectors (guardduty:ListDetectors). One that is there already is refused by AWS: name it in guardDuty.existingDetectors.\n",
    );
  if (detectors === undefined || Object.keys(detectors).length === 0) return core;
  terminal.out(takingOverAsText(detectors));
  const written = await withStatus(terminal, writingStacks, () =>
    deploy.synthesize(withDetectors(config, detectors), out),
  );
  const found = written.find(({ name }) => name === core.name);
  return found === undefined ? core : readStack(found);
}
