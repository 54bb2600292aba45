// The operations on an organization's GuardDuty: its administrator, its configuration, its members.
import type { Place } from "../gateway/moto-client";
import { isRecord, textOf, textsOf } from "../gateway/read-json";
import { enableMembers, type Member, type OrganizationConfiguration } from "./administration";
import { mergeByName } from "./detectors";
import { pageOf } from "./find-findings";
import {
  type GuardDutyCall,
  type GuardDutyParts,
  GuardDutyRefused,
  type Operation,
  ownDetector,
} from "./operation";

const enableOrganizationAdminAccount: Operation = async (parts, { place, parameters }) => {
  const organization = await parts.organizations.of(place.accountId);
  if (organization?.managementAccountId !== place.accountId) {
    throw new GuardDutyRefused("the current account is not the management account of an organization.");
  }
  const accountId = textOf(parameters.adminAccountId) ?? "";
  const existing = parts.administration.appointed(place);
  if (existing && existing !== accountId) {
    throw new GuardDutyRefused("another account is already the delegated administrator.");
  }
  parts.administration.appoint(place, accountId);
  // AWS switches GuardDuty on there in the same step: whoever comes later finds a detector, and may not make a second one.
  await parts.detectors.ensure({ accountId, region: place.region });
  return {};
};

const updateOrganizationConfiguration: Operation = async (parts, call) => {
  const administrator = await asAdministrator(parts, call);
  const { autoEnable, autoEnableOrganizationMembers, dataSources, features } = call.parameters;
  const old = parts.administration.configurationOf(administrator);
  parts.administration.configure(administrator, {
    autoEnableOrganizationMembers:
      readAutoEnable(autoEnableOrganizationMembers, autoEnable) ?? old.autoEnableOrganizationMembers,
    dataSources: { ...old.dataSources, ...(isRecord(dataSources) ? dataSources : {}) },
    features: mergeByName(old.features, features),
  });
  const { administration, organizations, detectors } = parts;
  await enableMembers(administration, organizations, detectors, administrator, parts.now());
  return {};
};

const describeOrganizationConfiguration: Operation = async (parts, call) => {
  const configuration = parts.administration.configurationOf(await asAdministrator(parts, call));
  return {
    autoEnable: configuration.autoEnableOrganizationMembers !== "NONE",
    autoEnableOrganizationMembers: configuration.autoEnableOrganizationMembers,
    memberAccountLimitReached: false,
    dataSources: { ...noDataSources, ...configuration.dataSources },
    features: configuration.features,
  };
};

const listMembers: Operation = async (parts, call) => {
  await ownDetector(parts, call);
  const { onlyAssociated, maxResults, nextToken } = call.parameters;
  const all = [...parts.administration.membersOf(call.place).values()];
  const listed = all.filter(
    (member) => onlyAssociated === "false" || member.relationshipStatus === "Enabled",
  );
  const paged = pageOf(listed, maxResults, nextToken);
  return { members: await described(parts, call.place, paged.page), nextToken: paged.nextToken };
};

const getMembers: Operation = async (parts, call) => {
  await ownDetector(parts, call);
  const known = parts.administration.membersOf(call.place);
  const ids = textsOf(call.parameters.accountIds);
  const found = ids.flatMap((id) => known.get(id) ?? []);
  return { members: await described(parts, call.place, found), unprocessedAccounts: strangers(ids, known) };
};

const createMembers: Operation = async (parts, call) => {
  await ownDetector(parts, call);
  const details = call.parameters.accountDetails;
  const at = parts.now().toISOString();
  for (const detail of Array.isArray(details) ? details.filter(isRecord) : []) {
    const accountId = textOf(detail.accountId) ?? "";
    await parts.detectors.ensure({ accountId, region: call.place.region });
    parts.administration.setMember(call.place, {
      accountId,
      email: textOf(detail.email) ?? "",
      relationshipStatus: "Enabled",
      invitedAt: at,
      updatedAt: at,
    });
  }
  return { unprocessedAccounts: [] };
};

/** Changes each named member; those that are none are reported as GuardDuty does. */
const forMembers =
  (change: (parts: GuardDutyParts, administrator: Place, member: Member) => void): Operation =>
  async (parts, call) => {
    await ownDetector(parts, call);
    const known = parts.administration.membersOf(call.place);
    const ids = textsOf(call.parameters.accountIds);
    const unprocessedAccounts = strangers(ids, known);
    for (const member of ids.flatMap((id) => known.get(id) ?? [])) change(parts, call.place, member);
    return { unprocessedAccounts };
  };

/** By the API's names. */
export const organizationOperations: Readonly<Record<string, Operation>> = {
  EnableOrganizationAdminAccount: enableOrganizationAdminAccount,
  DisableOrganizationAdminAccount: async ({ administration }, { place, parameters }) => {
    administration.dismiss(place, textOf(parameters.adminAccountId) ?? "");
    return {};
  },
  ListOrganizationAdminAccounts: async ({ administration }, { place }) => {
    const adminAccountId = administration.appointed(place);
    return { adminAccounts: adminAccountId ? [{ adminAccountId, adminStatus: "ENABLED" }] : [] };
  },
  GetAdministratorAccount: async (parts, call) => {
    await ownDetector(parts, call);
    const accountId = await parts.administration.administratorOf(call.place);
    if (accountId === undefined || accountId === call.place.accountId) return {};
    return { administrator: { accountId, relationshipStatus: "Enabled" } };
  },
  UpdateOrganizationConfiguration: updateOrganizationConfiguration,
  DescribeOrganizationConfiguration: describeOrganizationConfiguration,
  ListMembers: listMembers,
  GetMembers: getMembers,
  CreateMembers: createMembers,
  // Members of the same organization need no invitation: they are enabled as soon as they are created.
  InviteMembers: forMembers(() => undefined),
  DeleteMembers: forMembers(({ administration }, administrator, { accountId }) =>
    administration.removeMember(administrator, accountId),
  ),
  DisassociateMembers: forMembers(({ administration, now }, administrator, member) =>
    administration.setMember(administrator, {
      ...member,
      relationshipStatus: "Removed",
      updatedAt: now().toISOString(),
    }),
  ),
};

const noDataSources = {
  s3Logs: { autoEnable: false },
  kubernetes: { auditLogs: { autoEnable: false } },
  malwareProtection: { scanEc2InstanceWithFindings: { ebsVolumes: { autoEnable: false } } },
};

async function asAdministrator(parts: GuardDutyParts, call: GuardDutyCall): Promise<Place> {
  await ownDetector(parts, call);
  if ((await parts.administration.administratorOf(call.place)) !== call.place.accountId) {
    throw new GuardDutyRefused("the current account is not the delegated administrator.");
  }
  return call.place;
}

function readAutoEnable(
  members: unknown,
  autoEnable: unknown,
): OrganizationConfiguration["autoEnableOrganizationMembers"] | undefined {
  if (members === "ALL" || members === "NEW" || members === "NONE") return members;
  if (typeof autoEnable === "boolean") return autoEnable ? "NEW" : "NONE";
  return undefined;
}

function described(parts: GuardDutyParts, administrator: Place, members: readonly Member[]) {
  return Promise.all(
    members.map(async (member) => ({
      ...member,
      detectorId: await parts.detectors.idOf({ accountId: member.accountId, region: administrator.region }),
      masterId: administrator.accountId,
      administratorId: administrator.accountId,
    })),
  );
}

function strangers(ids: readonly string[], known: ReadonlyMap<string, Member>) {
  return ids
    .filter((id) => !known.has(id))
    .map((accountId) => ({
      accountId,
      result: "The request is rejected because the given account ID is not an associated member of account",
    }));
}
