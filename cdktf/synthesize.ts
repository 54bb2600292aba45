// A configuration becomes Terraform JSON, one folder per stack, that applies without Node.
import { App } from "cdktf";
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
};

/**
 * Writes all stacks, in the order in which they are applied, and answers their names.
 * @throws Error when a lambda's zip is missing.
 */
export function synthesize({ config, bundles, out }: SynthesisProps): readonly string[] {
  const app = new App({ outdir: out });
  const stacks = [
    new OrgRootStack(app, config),
    ...(config.pagerduty ? [new PagerdutyStack(app, config, config.pagerduty)] : []),
    new InfrasecAdminGlobalStack(app, config, bundles),
    ...(config.supportCases ? [new SupportCasesStack(app, config, bundles)] : []),
    ...(config.securityGroups ? [new SgChatopsStack(app, config, bundles)] : []),
    ...(config.tagAudit ? [new TagAuditStack(app, config, config.tagAudit, bundles)] : []),
    ...(config.inventory ? [new InventoryStack(app, config, config.inventory, bundles)] : []),
  ];
  app.synth();
  return stacks.map(({ node }) => node.id);
}
