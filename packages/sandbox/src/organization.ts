// The organization that the sandbox shows: a management account, security's own accounts, and the workloads that are watched.
import { randomInt } from "node:crypto";
import {
  EnableOrganizationAdminAccountCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  UpdateDetectorCommand,
  UpdateOrganizationConfigurationCommand,
} from "@aws-sdk/client-guardduty";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  paginateListAccounts,
} from "@aws-sdk/client-organizations";
import { z } from "zod";
import { adminOf } from "./admin";

export type SandboxAccount = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: string;
  /** From the root down; the root itself is left out. */
  readonly organizationalUnits: readonly { readonly id: string; readonly name: string }[];
};

export type SandboxOrganization = {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly infrasecAccountId: string;
  readonly homeRegion: string;
  readonly regions: readonly string[];
  readonly accounts: readonly SandboxAccount[];
};

const infrasecName = "acme-infrasec";

/** Units with the names of their accounts. */
const plan: Readonly<Record<string, readonly string[]>> = {
  Security: [infrasecName, "acme-log-archive"],
  Workloads: [
    "acme-payments-prod",
    "acme-payments-staging",
    "acme-web-shop",
    "acme-data-lake",
    "acme-build",
    "acme-dev",
    "acme-retired",
  ],
};

/** What an organization must trust before the stacks can be applied (cdktf/README.md). */
const trustedServices = ["guardduty.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"];

/** Closed right after it was made, so that there is an account which is not active. */
const closedName = "acme-retired";

/**
 * An organization with all features. The management account is a random one, so that several organizations can live in one moto;
 * moto chooses the ids of the others. Throws what the AWS SDK throws.
 */
export async function createOrganization(
  gatewayUrl: string,
  managementAccountId: string = String(randomInt(100_000_000_000, 999_999_999_999)),
): Promise<SandboxOrganization> {
  const client = new OrganizationsClient(adminOf(gatewayUrl, managementAccountId, "us-east-1"));
  try {
    const created = await client.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    for (const ServicePrincipal of trustedServices)
      await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    const roots = await client.send(new ListRootsCommand({}));
    const rootId = given(roots.Roots?.[0]?.Id);
    const unitOf = new Map<string, { readonly id: string; readonly name: string }>();
    for (const [name, accounts] of Object.entries(plan)) {
      const unit = await createUnit(client, rootId, name);
      for (const account of accounts) unitOf.set(await createAccount(client, account, rootId, unit.id), unit);
    }
    const accounts = await listAccounts(client, unitOf);
    return {
      id: given(created.Organization?.Id),
      rootId,
      managementAccountId,
      infrasecAccountId: given(accounts.find(({ name }) => name === infrasecName)?.id),
      homeRegion: "us-west-2",
      regions: ["us-west-2", "us-east-1"],
      accounts,
    };
  } finally {
    client.destroy();
  }
}

/**
 * What Terraform's stacks do for GuardDuty, for runs without them: in each region the infrasec account becomes the administrator, by which it
 * gets a detector, and every account is enabled by itself.
 */
export async function delegateGuardDuty(
  gatewayUrl: string,
  organization: SandboxOrganization,
): Promise<void> {
  const { managementAccountId, infrasecAccountId } = organization;
  for (const region of organization.regions) {
    const management = new GuardDutyClient(adminOf(gatewayUrl, managementAccountId, region));
    const infrasec = new GuardDutyClient(adminOf(gatewayUrl, infrasecAccountId, region));
    try {
      await management.send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: infrasecAccountId }));
      const DetectorId = await detectorOf(infrasec);
      await infrasec.send(
        new UpdateOrganizationConfigurationCommand({ DetectorId, AutoEnableOrganizationMembers: "ALL" }),
      );
    } finally {
      management.destroy();
      infrasec.destroy();
    }
  }
}

/** The detector that delegation made, which tells of findings as often as the stack's does. */
async function detectorOf(client: GuardDutyClient): Promise<string> {
  const { DetectorIds } = await client.send(new ListDetectorsCommand({}));
  const DetectorId = given(DetectorIds?.[0]);
  await client.send(new UpdateDetectorCommand({ DetectorId, FindingPublishingFrequency: "FIFTEEN_MINUTES" }));
  return DetectorId;
}

async function createUnit(client: OrganizationsClient, rootId: string, name: string) {
  const created = await client.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: name }));
  return { id: given(created.OrganizationalUnit?.Id), name };
}

async function createAccount(
  client: OrganizationsClient,
  name: string,
  rootId: string,
  unitId: string,
): Promise<string> {
  const created = await client.send(
    new CreateAccountCommand({ AccountName: name, Email: `aws+${name}@acme.example` }),
  );
  const id = given(created.CreateAccountStatus?.AccountId);
  await client.send(
    new MoveAccountCommand({ AccountId: id, SourceParentId: rootId, DestinationParentId: unitId }),
  );
  if (name === closedName) await client.send(new CloseAccountCommand({ AccountId: id }));
  return id;
}

async function listAccounts(
  client: OrganizationsClient,
  unitOf: ReadonlyMap<string, { readonly id: string; readonly name: string }>,
): Promise<readonly SandboxAccount[]> {
  const accounts: SandboxAccount[] = [];
  for await (const page of paginateListAccounts({ client }, {})) {
    for (const { Id, Name, Email, State, Status } of page.Accounts ?? []) {
      const id = given(Id);
      const unit = unitOf.get(id);
      const state = given(State ?? Status);
      accounts.push({
        id,
        name: given(Name),
        email: given(Email),
        state,
        organizationalUnits: unit ? [unit] : [],
      });
    }
  }
  return accounts;
}

/** The SDK's types allow every member to be missing; moto's answers have them. Throws a ZodError otherwise. */
function given(value: string | undefined): string {
  return z.string().parse(value);
}
