// A setting in SSM, where lambdas read it.
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { parameterName } from "@orgwatch/manifest/names";
import type { Construct } from "constructs";
import type { Setting } from "../settings";

export type SettingParameterProps = {
  /** The stack that owns it: the first part of the parameter's name. */
  readonly stack: string;
  readonly name: string;
  readonly setting: Setting;
};

/** A plain parameter with the setting's JSON. */
export class SettingParameter extends SsmParameter {
  constructor(scope: Construct, id: string, { stack, name, setting }: SettingParameterProps) {
    super(scope, id, {
      name: parameterName(stack, name),
      description: setting.says,
      type: "String",
      // More than 4 KB makes it an advanced parameter of up to 8 KB.
      tier: "Intelligent-Tiering",
      insecureValue: plain(JSON.stringify(setting.value)),
    });
  }
}

/** People's texts may hold what Terraform would take for an expression of its own. */
function plain(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}
