// Changes security groups with a client, one rule at a time: what is not there any more, or there already, is an answer and no error.
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type EC2Client,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { codeOf, groupProblem } from "./ec2-problems";
import { type GroupWriter, Refused } from "./group-api";
import { permissionOf, requestOf } from "./write-rule";

/** Answers to a rule that is not there. */
const noRule: readonly string[] = ["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"];

/** The writer behind a client; `place` is for the words of its errors. */
export function groupWriter(
  client: EC2Client,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): GroupWriter {
  /** Whether EC2 did it: not when it answers with one of `otherwise`. */
  async function did(
    call: Promise<{ readonly Return?: boolean | undefined }>,
    otherwise: readonly string[],
  ): Promise<boolean> {
    const answer = await call.catch((error: unknown) => {
      if (otherwise.includes(codeOf(error))) return undefined;
      throw groupProblem(accountId, region, error);
    });
    if (answer?.Return === false)
      throw new Refused("ReturnFalse", "EC2 says that it did not do it, and not why");
    return answer !== undefined;
  }
  return {
    revoke: async (groupId, direction, ruleId) => {
      const input = { GroupId: groupId, SecurityGroupRuleIds: [ruleId] };
      const call =
        direction === "ingress"
          ? client.send(new RevokeSecurityGroupIngressCommand(input))
          : client.send(new RevokeSecurityGroupEgressCommand(input));
      return (await did(call, noRule)) ? "revoked" : "gone";
    },
    authorize: async (groupId, rule) => {
      const input = { GroupId: groupId, IpPermissions: [permissionOf(rule)] };
      const call =
        rule.direction === "ingress"
          ? client.send(new AuthorizeSecurityGroupIngressCommand(input))
          : client.send(new AuthorizeSecurityGroupEgressCommand(input));
      return (await did(call, ["InvalidPermission.Duplicate"])) ? "authorized" : "there";
    },
    modify: async (groupId, ruleId, rule) => {
      const update = { SecurityGroupRuleId: ruleId, SecurityGroupRule: requestOf(rule) };
      const input = { GroupId: groupId, SecurityGroupRules: [update] };
      const call = client.send(new ModifySecurityGroupRulesCommand(input));
      return (await did(call, noRule)) ? "modified" : "gone";
    },
  };
}
