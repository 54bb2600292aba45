// A configuration becomes Terraform JSON or HCL, one folder per stack, that applies without Node.
import { join } from "node:path";
import { App } from "cdktf";
import { Dashboards } from "./constructs/dashboards";
import { removeWrittenHcl, replaceJsonByHcl } from "./hcl/write-hcl";
import type { OrgConfig } from "./org-config";
import { InfrasecAdminGlobalStack } from "./stacks/infrasec-admin-global";
import { InventoryStack } from "./stacks/inventory";
import { OrgRootStack } from "./stacks/org-root";
import { PagerdutyStack } from "./stacks/pagerduty";
import { SgChatopsStack } from "./stacks/sg-chatops";
import { SupportCasesStack } from "./stacks/support-cases";
import { TagAuditStack } from "./stacks/tag-audit";

export type SynthesisProps = {
  readonly config: OrgConfig;
  /** The folder of the lambdas' zips. */
  readonly bundles: string;
  /** `<out>/stacks/<stack>/cdk.tf.json` */
  readonly out: string;
  /** As HCL instead: `<out>/stacks/<stack>/*.tf`. */
  readonly hcl?: boolean;
};

/**
 * Writes all stacks, in the order in which they are applied, and answers their names.
 * @throws Error when a lambda's zip is missing.
 */
export function synthesize({ config, bundles, out, hcl = false }: SynthesisProps): readonly string[] {
  const app = new App({ outdir: out });
  const infrasec = new InfrasecAdminGlobalStack(app, config, bundles);
  const stacks = [
    new OrgRootStack(app, config),
    ...(config.pagerduty ? [new PagerdutyStack(app, config, config.pagerduty)] : []),
    infrasec,
    ...(config.supportCases ? [new SupportCasesStack(app, config, bundles)] : []),
    ...(config.securityGroups ? [new SgChatopsStack(app, config, bundles)] : []),
    ...(config.tagAudit ? [new TagAuditStack(app, config, config.tagAudit, bundles)] : []),
    ...(config.inventory ? [new InventoryStack(app, config, config.inventory, bundles)] : []),
  ];
  new Dashboards(infrasec.home, "dashboards", { config, home: infrasec.home.place, stacks });
  app.synth();
  for (const stack of stacks) {
    const folder = join(out, "stacks", stack.node.id);
    removeWrittenHcl(folder);
    if (hcl) replaceJsonByHcl(stack, folder);
  }
  return stacks.map(({ node }) => node.id);
}
