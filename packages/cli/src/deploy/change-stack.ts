// One stack, planned and applied (or destroyed): never without a plan that was looked at, and never data that cannot be made again.
import { join, relative } from "node:path";
import type { DeployDependencies, TerraformCall, TerraformRan } from "./deploy-world";
import { type Endangered, endangeredBy, refusedBy } from "./endangered-data";
import { initOnce } from "./init-once";
import { refusalAsText } from "./render-deploy";
import { named, type Stack } from "./stacks";
import { DeployStopped } from "./stopped";
import { failed, terraform, tryTerraform } from "./terraform-command";

export type StackChange = {
  readonly stack: Stack;
  /** Where Terraform runs, if not in the stack's own folder. */
  readonly folder?: string;
  readonly what: "plan" | "apply" | "destroy";
  /** The folder's JSON is what stays of a stack that is destroyed: an ordinary plan of it takes away the rest. */
  readonly reduced?: true;
  readonly profile: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
};

export type ChangeRun = DeployDependencies & {
  /** The folder of everything that is written. */
  readonly out: string;
  readonly autoApprove: boolean;
  /** For `initOnce`. */
  readonly ready: Set<string>;
};

/** What became of a stack. */
export type Outcome = "unchanged" | "planned" | "changed";

/**
 * Runs `init`, `plan`, and after a yes `apply` of exactly this plan.
 * @throws DeployStopped when Terraform fails, data would be lost, or the person says no.
 */
export async function changeStack(change: StackChange, run: ChangeRun): Promise<Outcome> {
  const { stack, what } = change;
  const call = callOf(change);
  const shown = { ...run, pagerduty: stack.name === named.oncall };
  await initOnce(call, shown);
  const plans = join(run.out, "plans");
  // A plan holds what the state will hold, secrets too.
  await run.deploy.files.privateFolder(plans);
  const file = join(plans, `${stack.name}.tfplan`);
  const planFile = relative(call.folder, file);
  try {
    const destroy = what === "destroy" && !change.reduced ? ["-destroy"] : [];
    const args = ["plan", ...destroy, "-input=false", "-detailed-exitcode", `-out=${planFile}`];
    const planned = await tryTerraform({ ...call, args }, shown);
    refuse(refusedBy(planned.output), change, run);
    if (!planHolds(planned)) throw failed({ ...call, args }, planned, shown);
    const { stdout } = await terraform(
      { ...call, args: ["show", "-json", planFile] },
      { ...shown, quiet: true },
    );
    refuse(endangeredBy(JSON.parse(stdout)), change, run);
    if (planned.status === 0) return "unchanged";
    if (what === "plan") return "planned";
    await approve(change, run);
    await terraform({ ...call, args: ["apply", "-input=false", planFile] }, shown);
    return "changed";
  } finally {
    await run.deploy.files.remove(file);
  }
}

/** How Terraform is called for a stack. */
export function callOf({
  stack,
  folder,
  profile,
  environment = {},
}: StackChange): Omit<TerraformCall, "args"> {
  return { folder: folder ?? stack.folder, profile, environment };
}

/** Exit code 2 says that there is something to change. */
function planHolds({ status }: TerraformRan): boolean {
  return status === 0 || status === 2;
}

function refuse(endangered: readonly Endangered[], change: StackChange, { deploy }: ChangeRun): void {
  if (endangered.length > 0) throw new DeployStopped(refusalAsText(endangered, change, deploy.cwd));
}

async function approve({ stack, what }: StackChange, { autoApprove, ask }: ChangeRun): Promise<void> {
  if (autoApprove) return;
  const question = what === "destroy" ? `Destroy ${stack.name}?` : `Apply ${stack.name}?`;
  if (ask === undefined || !(await ask(question))) throw new DeployStopped("nobody said yes");
}
