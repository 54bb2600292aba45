// Whether this is the organization of the configuration, and lets Orgwatch in.
import type { World } from "../check";
import { broken, type Found } from "../finding";

/** The organization's id, its management account, and its features. */
export async function checkOrganization(world: World): Promise<readonly Found[]> {
  const { organization, accounts } = world.config;
  const head = await world.account("management").caller.organization();
  const where = `organization ${organization.id}`;
  if (head === undefined)
    return [
      broken(
        where,
        `the account ${accounts.management} is in no organization`,
        "aws organizations create-organization --feature-set ALL, or correct accounts.management in cdktf/org.config.ts",
      ),
    ];
  if (head.id !== organization.id)
    return [
      broken(
        where,
        `the account ${accounts.management} belongs to ${head.id}`,
        "correct organization in cdktf/org.config.ts",
      ),
    ];
  if (head.managementAccount !== accounts.management)
    return [
      broken(
        where,
        `its management account is ${head.managementAccount}, not ${accounts.management}`,
        "correct accounts.management in cdktf/org.config.ts",
      ),
    ];
  if (head.allFeatures) return [];
  return [
    broken(
      where,
      "it only pays together (consolidated billing), and lets no service in",
      "aws organizations enable-all-features, which every account has to accept",
    ),
  ];
}

const trusted = {
  "guardduty.amazonaws.com":
    "aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com",
  "member.org.stacksets.cloudformation.amazonaws.com": "aws cloudformation activate-organizations-access",
} as const;

/** GuardDuty and StackSets; `org-root` needs no other (docs/adr/0005). */
export async function checkTrustedAccess(world: World): Promise<readonly Found[]> {
  const services = await world.account("management").caller.trustedServices();
  return Object.entries(trusted)
    .filter(([service]) => !services.includes(service))
    .map(([service, command]) =>
      broken(
        `organization ${world.config.organization.id}`,
        `does not trust ${service}`,
        `in the management account: ${command}`,
      ),
    );
}

/** The security account must be a member, and active. */
export async function checkSecurityAccount(world: World): Promise<readonly Found[]> {
  const { management, infrasec } = world.config.accounts;
  const accounts = await world.account("management").caller.accounts();
  const found = accounts.find(({ id }) => id === infrasec);
  if (infrasec === management || found?.state === "ACTIVE") return [];
  return [
    broken(
      `security account ${infrasec}`,
      found === undefined ? "is not in the organization" : `is ${found.state} in the organization`,
      "invite or reopen it, or correct accounts.infrasec in cdktf/org.config.ts",
    ),
  ];
}
