// What every stack has: one provider per region, its own state in S3, versions, tags. No resource is made here.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { RegionScope } from "../constructs/region-scope";
import type { OrgConfig } from "../org-config";
import { homeFirst } from "../org-config-routing";

export type BaseStackProps = {
  readonly config: OrgConfig;
  /** The account that the stack is applied in; the provider refuses credentials of any other. */
  readonly account: keyof OrgConfig["accounts"];
};

/** 1.10 is the first version of Terraform and of OpenTofu with locking by the state bucket alone. */
const requiredVersion = ">= 1.10.0";
/** 5.100.0 is what the tests apply for real; the stacks also compile against version 6. */
const providerConstraint = ">= 5.100.0, < 7.0.0";

/** A stack with a provider for each watched region; resources go into `region(…)`, which gives them theirs. */
export abstract class BaseStack extends TerraformStack {
  readonly config: OrgConfig;
  /** The watched regions, home region first. */
  readonly regions: readonly RegionScope[];
  readonly home: RegionScope;

  constructor(scope: Construct, id: string, props: BaseStackProps) {
    super(scope, id);
    this.node.setContext("targetVersions", { terraform: requiredVersion, opentofu: requiredVersion });
    const { config } = props;
    const accountId = config.accounts[props.account];
    this.config = config;
    const providerOf = (region: string) =>
      new AwsProvider(this, `aws-${region}`, {
        region,
        alias: region,
        allowedAccountIds: [accountId],
        defaultTags: [{ tags: { ...config.tags, "orgwatch:stack": id } }],
      });
    this.regions = homeFirst(config).map(
      (region) =>
        new RegionScope(this, region, {
          provider: providerOf(region),
          place: { partition: config.partition, accountId, region },
        }),
    );
    // Terraform needs the provider of what it destroys.
    for (const region of config.retiredRegions) providerOf(region);
    this.home = this.region(config.homeRegion);
    new S3Backend(this, {
      bucket: config.stateBucket[props.account] ?? `orgwatch-state-${accountId}`,
      key: `orgwatch/${id}.tfstate`,
      region: config.homeRegion,
      // No `encrypt`: it would ask S3 for AES256 and so overrule the key that is the bucket's default (terraform/bootstrap).
      useLockfile: true,
    });
    this.addOverride("terraform.required_version", requiredVersion);
    this.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: providerConstraint,
    });
  }

  /** @throws Error for a region that is not watched. */
  region(name: string): RegionScope {
    const found = this.regions.find(({ place }) => place.region === name);
    if (!found) throw new Error(`${name} is not a watched region`);
    return found;
  }
}
