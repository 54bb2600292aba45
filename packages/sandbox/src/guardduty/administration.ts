// Who administers GuardDuty for an organization in a region, which accounts are its members, and what new ones get by themselves.

import type { Place } from "../gateway/moto-client";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import type { Detectors } from "./detectors";

export type Member = {
  readonly accountId: string;
  readonly email: string;
  readonly relationshipStatus: "Enabled" | "Removed";
  readonly invitedAt: string;
  readonly updatedAt: string;
};

/** What an administrator has set for its organization, in the words of the API. */
export type OrganizationConfiguration = {
  readonly autoEnableOrganizationMembers: "ALL" | "NEW" | "NONE";
  readonly dataSources: Readonly<Record<string, unknown>>;
  readonly features: readonly unknown[];
};

export type Administration = {
  /** The account that administers this account in this region; undefined without one, or outside an organization. */
  readonly administratorOf: (place: Place) => Promise<string | undefined>;
  /** The administrator that a management account has named in a region. */
  readonly appointed: (management: Place) => string | undefined;
  /** The administrators that a management account has named, in all regions. */
  readonly allOf: (managementAccountId: string) => readonly Place[];
  readonly appoint: (management: Place, accountId: string) => void;
  readonly dismiss: (management: Place, accountId: string) => void;
  readonly configurationOf: (administrator: Place) => OrganizationConfiguration;
  readonly configure: (administrator: Place, configuration: OrganizationConfiguration) => void;
  readonly membersOf: (administrator: Place) => ReadonlyMap<string, Member>;
  readonly setMember: (administrator: Place, member: Member) => void;
  readonly removeMember: (administrator: Place, accountId: string) => void;
};

const nothingConfigured: OrganizationConfiguration = {
  autoEnableOrganizationMembers: "NONE",
  dataSources: {},
  features: [],
};

/** Keeps all of it in memory. */
export function newAdministration(organizations: OrganizationLookup): Administration {
  const administrators = new Map<string, string>();
  const configurations = new Map<string, OrganizationConfiguration>();
  const members = new Map<string, Map<string, Member>>();
  const key = ({ accountId, region }: Place) => `${accountId}/${region}`;
  return {
    administratorOf: async ({ accountId, region }) => {
      const organization = await organizations.of(accountId);
      return organization && administrators.get(key({ accountId: organization.managementAccountId, region }));
    },
    appointed: (management) => administrators.get(key(management)),
    allOf: (managementAccountId) =>
      [...administrators].flatMap(([of, accountId]) => {
        const [management, region = ""] = of.split("/");
        return management === managementAccountId ? [{ accountId, region }] : [];
      }),
    appoint: (management, accountId) => administrators.set(key(management), accountId),
    dismiss: (management, accountId) => {
      if (administrators.get(key(management)) === accountId) administrators.delete(key(management));
      const administrator = { accountId, region: management.region };
      configurations.delete(key(administrator));
      members.delete(key(administrator));
    },
    configurationOf: (administrator) => configurations.get(key(administrator)) ?? nothingConfigured,
    configure: (administrator, configuration) => configurations.set(key(administrator), configuration),
    membersOf: (administrator) => members.get(key(administrator)) ?? new Map(),
    setMember: (administrator, member) => {
      const known = members.get(key(administrator)) ?? new Map<string, Member>();
      members.set(key(administrator), known.set(member.accountId, member));
    },
    removeMember: (administrator, accountId) => members.get(key(administrator))?.delete(accountId),
  };
}

/**
 * Gives a detector and a membership to the organization's active accounts that have none, if the configuration says ALL, or NEW for
 * the account that has just joined. The administrator itself is no member, but has a detector.
 */
export async function enableMembers(
  administration: Administration,
  organizations: OrganizationLookup,
  detectors: Detectors,
  administrator: Place,
  now: Date,
  joined?: string,
): Promise<void> {
  const wanted = administration.configurationOf(administrator).autoEnableOrganizationMembers;
  const organization = await organizations.of(administrator.accountId);
  if (wanted === "NONE" || !organization) return;
  const accounts = await organizations.accountsOf(organization.managementAccountId);
  const due = accounts.filter(({ id, isActive }) => isActive && (wanted === "ALL" || id === joined));
  await Promise.all(
    due.map(async ({ id, email }) => {
      await detectors.ensure({ accountId: id, region: administrator.region });
      const isMember = administration.membersOf(administrator).get(id)?.relationshipStatus === "Enabled";
      if (id === administrator.accountId || isMember) return;
      const at = now.toISOString();
      const member: Member = {
        accountId: id,
        email,
        relationshipStatus: "Enabled",
        invitedAt: at,
        updatedAt: at,
      };
      administration.setMember(administrator, member);
    }),
  );
}
