// Security groups where moto is not EC2: moto answers only the last permission's rules, leaves half of a refused call done, says nothing of
// what it revoked, and modifies only IPv4 rules. The groups and rules themselves stay moto's.
import { answerEc2 } from "../gateway/answer-ec2";
import { forwardCall } from "../gateway/forward-call";
import type { Answer, MotoClient, Place } from "../gateway/moto-client";
import { oneAtATime } from "../gateway/one-at-a-time";
import type { ReceivedCall } from "../gateway/received-call";
import { authorize, describeRules, modify, type RuleChange, revoke } from "./change-rules";
import { listRules } from "./list-rules";
import { ec2Query, motoGroups } from "./moto-groups";
import { motoRules } from "./moto-rules";
import { newRuleIds } from "./rule-ids";

export type SecurityGroups = {
  /** The answer to a call about rules of security groups, or that may name one; undefined for what moto can answer as it came. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
};

/** The changes and reads of one account and region run one after the other. */
export function newSecurityGroups(moto: MotoClient): SecurityGroups {
  const ids = newRuleIds();
  const inTurn = oneAtATime();
  const changed = async (change: RuleChange, place: Place, call: ReceivedCall) => {
    const query = ec2Query(moto, place, ids);
    const { accountId } = place;
    const here = { accountId, groups: motoGroups(query), rules: motoRules(query, accountId, ids) };
    return change(here, call.parameters);
  };
  const forwarded = async (call: ReceivedCall) => {
    const answer = await forwardCall(moto, { ...call, body: Buffer.from(ids.inside(call.body.toString())) });
    return { ...answer, body: Buffer.from(ids.outside(answer.body.toString())) };
  };
  return {
    answer: async (call, requestId) => {
      if (call.protocol !== "ec2") return undefined;
      const place = { accountId: call.principal.accountId, region: call.region };
      const key = `${place.accountId}/${place.region}`;
      const change = changes.get(call.operation);
      if (change && call.parameters.DryRun !== "true") {
        return inTurn(key, () => answerEc2(call, requestId, async () => changed(change, place, call)));
      }
      if (call.operation === "DescribeSecurityGroups") {
        return inTurn(key, async () => withoutNeedlessPorts(await forwarded(call)));
      }
      return /Tags$/.test(call.operation) ? inTurn(key, () => forwarded(call)) : undefined;
    },
  };
}

const changes: ReadonlyMap<string, RuleChange> = new Map([
  ["AuthorizeSecurityGroupEgress", authorize(true)],
  ["AuthorizeSecurityGroupIngress", authorize(false)],
  ["DescribeSecurityGroupRules", listRules],
  ["ModifySecurityGroupRules", modify],
  ["RevokeSecurityGroupEgress", revoke(true)],
  ["RevokeSecurityGroupIngress", revoke(false)],
  ["UpdateSecurityGroupRuleDescriptionsEgress", describeRules(true)],
  ["UpdateSecurityGroupRuleDescriptionsIngress", describeRules(false)],
]);

/** moto keeps -1 as the ports of protocols that have none, and EC2 leaves them out here. */
function withoutNeedlessPorts(answer: Answer): Answer {
  const numbered = /(<ipProtocol>\d+<\/ipProtocol>)\s*<fromPort>-1<\/fromPort>\s*<toPort>-1<\/toPort>/g;
  return { ...answer, body: Buffer.from(answer.body.toString().replace(numbered, "$1")) };
}
