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
  readonly accountId: string;
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
    const { config, accountId } = props;
    this.config = config;
    this.regions = homeFirst(config).map((region) => {
      const provider = new AwsProvider(this, `aws-${region}`, {
        region,
        alias: region,
        allowedAccountIds: [accountId],
        defaultTags: [{ tags: { ...config.tags, "orgwatch:stack": id } }],
      });
      return new RegionScope(this, region, {
        provider,
        place: { partition: config.partition, accountId, region },
      });
    });
    this.home = this.region(config.homeRegion);
    new S3Backend(this, {
      bucket: config.stateBucket.name ?? `orgwatch-state-${accountId}`,
      key: `orgwatch/${id}.tfstate`,
      region: config.homeRegion,
      encrypt: true,
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
