// Organizations, CloudTrail, EC2, GuardDuty, S3 and STS behind `CallerAccount`.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import {
  AWSOrganizationsNotInUseException,
  DescribeOrganizationCommand,
  OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators,
} from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { organizationReader } from "@orgwatch/core/organization/organizations-api";
import { z } from "zod";
import { bucketRegion, organizationTrails } from "./aws-trails";
import type { CallerAccount, OrganizationHead } from "./caller-account";
import { asking } from "./missing-right";

/** Settings of every client. A person waits: an address that does not answer is given up. */
export type ClientSettings = {
  /** Where Organizations and EC2 are asked for what is the same everywhere. */
  readonly region: string;
  /** A profile of the AWS configuration; the ordinary chain of credentials without it. */
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

const patience = {
  maxAttempts: 6,
  retryMode: "adaptive",
  requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
};

const organizationSchema = z.object({
  Id: z.string(),
  Arn: z.string(),
  MasterAccountId: z.string(),
  FeatureSet: z.string().optional(),
});
const guardDuty = "guardduty.amazonaws.com";

/** The account of the credentials that `settings` names. No client is made before it is asked. */
export function awsCallerAccount(settings: ClientSettings): CallerAccount {
  const shared = { ...patience, ...settings };
  const organizations = once(() => new OrganizationsClient(shared));
  const reader = () => organizationReader(organizations());
  const ask = <Answer>(action: string, call: () => Promise<Answer>) =>
    asking(`organizations:${action}`, call);
  return {
    accountId: async () =>
      z.string().parse((await new STSClient(shared).send(new GetCallerIdentityCommand())).Account),
    organization: () => ask("DescribeOrganization", () => describeOrganization(organizations())),
    accounts: () => ask("ListAccounts", () => reader().accounts()),
    roots: () => ask("ListRoots", () => reader().roots()),
    unitsIn: (parent) => ask("ListOrganizationalUnitsForParent", () => reader().unitsIn(parent)),
    guardDutyAdministrators: () => ask("ListDelegatedAdministrators", () => administrators(organizations())),
    trustedServices: () => ask("ListAWSServiceAccessForOrganization", () => trusted(organizations())),
    regions: () => asking("ec2:DescribeRegions", () => regions(new EC2Client(shared))),
    detectorIn: (region) =>
      asking("guardduty:ListDetectors", () => detector(new GuardDutyClient({ ...shared, region }))),
    organizationTrails: (region) =>
      organizationTrails(region, (where) => new CloudTrailClient({ ...shared, region: where })),
    bucketRegion: (name) => bucketRegion(new S3Client({ ...shared, followRegionRedirects: true }), name),
  };
}

async function describeOrganization(client: OrganizationsClient): Promise<OrganizationHead | undefined> {
  try {
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    const { Id, Arn, MasterAccountId, FeatureSet } = organizationSchema.parse(Organization);
    const partition = Arn.split(":")[1] ?? "aws";
    return { id: Id, managementAccount: MasterAccountId, partition, allFeatures: FeatureSet === "ALL" };
  } catch (error) {
    if (error instanceof AWSOrganizationsNotInUseException) return undefined;
    throw error;
  }
}

async function administrators(client: OrganizationsClient): Promise<readonly string[]> {
  const found: string[] = [];
  const pages = paginateListDelegatedAdministrators({ client }, { ServicePrincipal: guardDuty });
  for await (const page of pages)
    for (const { Id } of page.DelegatedAdministrators ?? []) found.push(z.string().parse(Id));
  return found;
}

async function trusted(client: OrganizationsClient): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of paginateListAWSServiceAccessForOrganization({ client }, {}))
    for (const { ServicePrincipal } of page.EnabledServicePrincipals ?? [])
      found.push(z.string().parse(ServicePrincipal));
  return found;
}

/** EC2 answers all regions on one page. `not-opted-in` is the only state in which nothing works there. */
async function regions(client: EC2Client) {
  const { Regions = [] } = await client.send(new DescribeRegionsCommand({ AllRegions: true }));
  return Regions.map(({ RegionName, OptInStatus }) => ({
    name: z.string().parse(RegionName),
    enabled: OptInStatus !== "not-opted-in",
  }));
}

/** An account has one detector in a region at most. */
async function detector(client: GuardDutyClient): Promise<string | undefined> {
  return (await client.send(new ListDetectorsCommand({}))).DetectorIds?.[0];
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
