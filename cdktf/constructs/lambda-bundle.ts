// The zip of a lambda inside the stack's own folder, so that applying needs neither Node nor the source tree.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { AssetType, Fn, TerraformAsset } from "cdktf";
import { Construct } from "constructs";

export type LambdaBundleProps = {
  readonly lambda: string /** The folder with `<lambda>.zip`. */;
  readonly folder: string;
};

/** One per lambda and stack, shared by its regions. */
export class LambdaBundle extends Construct {
  /** From the stack's folder. */
  readonly path: string;
  /** As Lambda computes it, so that a new zip is a change. */
  readonly hash: string;

  /** @throws Error that says how to build the zip when there is none. */
  constructor(scope: Construct, id: string, { lambda, folder }: LambdaBundleProps) {
    super(scope, id);
    const zip = join(folder, `${lambda}.zip`);
    if (!existsSync(zip)) throw new Error(`${zip} does not exist. Build the lambdas first: pnpm build`);
    this.path = new TerraformAsset(this, "zip", { path: zip, type: AssetType.FILE }).path;
    this.hash = Fn.filebase64sha256(this.path);
  }
}
