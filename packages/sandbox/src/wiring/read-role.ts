// A role as it really is in IAM: its trust and every policy it has, inline or attached.
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  NoSuchEntityException,
} from "@aws-sdk/client-iam";
import { adminOf } from "../admin";
import type { DeployedRole } from "../iam/guard";
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from "../iam/policy-document";
import type { Place } from "./read-schedules";

/**
 * Reads one role by its name.
 * @throws Error when it does not exist, or has a policy that the sandbox cannot judge.
 */
export async function readRole(name: string, place: Place): Promise<DeployedRole> {
  const iam = new IAMClient(adminOf(place.endpoint, place.accountId, place.region));
  const [role, inline, attached] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName: name })),
    iam.send(new ListRolePoliciesCommand({ RoleName: name })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name })),
  ]);
  const policies = await Promise.all([
    ...(inline.PolicyNames ?? []).map((policy) => inlinePolicy(iam, name, policy)),
    ...(attached.AttachedPolicies ?? []).map(({ PolicyArn = "" }) => attachedPolicy(iam, name, PolicyArn)),
  ]);
  const trust = jsonOf(role.Role?.AssumeRolePolicyDocument);
  return {
    accountId: place.accountId,
    name,
    policies,
    trust: parseTrustPolicy(trust, `role ${name} (trust)`),
  };
}

/**
 * The same; undefined when it does not exist: whoever wants to become it is refused, as on AWS.
 * @throws Error when it has a policy that the sandbox cannot judge.
 */
export async function readRoleIfThere(name: string, place: Place): Promise<DeployedRole | undefined> {
  try {
    return await readRole(name, place);
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

async function inlinePolicy(iam: IAMClient, role: string, policy: string): Promise<PolicyDocument> {
  const found = await iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: policy }));
  return parsePolicy(jsonOf(found.PolicyDocument), `role ${role} (${policy})`);
}

async function attachedPolicy(iam: IAMClient, role: string, PolicyArn: string): Promise<PolicyDocument> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return parsePolicy(jsonOf(PolicyVersion?.Document), `role ${role} (${PolicyArn})`);
}

/** IAM gives documents URL-encoded. */
function jsonOf(document: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(document ?? "null"));
}
