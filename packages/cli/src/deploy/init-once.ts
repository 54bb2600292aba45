// `terraform init`, once for each folder in a run.
import type { TerraformCall } from "./deploy-world";
import { type Shown, terraform } from "./terraform-command";

export type InitRun = Shown & {
  /** Folders in which it was done; this function adds to it. */
  readonly ready: Set<string>;
};

/** @throws DeployStopped when it fails. */
export async function initOnce(call: Omit<TerraformCall, "args">, run: InitRun): Promise<void> {
  const place = `${call.folder} ${call.environment.TF_DATA_DIR ?? ""}`;
  if (run.ready.has(place)) return;
  await terraform({ ...call, args: ["init", "-input=false"] }, run);
  run.ready.add(place);
}
