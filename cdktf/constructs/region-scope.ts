// Everything of a stack that lives in one region. Its provider is given to all resources below, so that none can forget it and land
// in another region.
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, TerraformDataSource, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Place } from "../place";

export type RegionScopeProps = { readonly provider: AwsProvider; readonly place: Place };

/** A region of a stack. */
export class RegionScope extends Construct {
  readonly place: Place;

  constructor(scope: Construct, id: string, props: RegionScopeProps) {
    super(scope, id);
    this.place = props.place;
    Aspects.of(this).add({
      visit: (node) => {
        if (node instanceof TerraformResource || node instanceof TerraformDataSource)
          node.provider ??= props.provider;
      },
    });
  }
}
