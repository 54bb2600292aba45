// Everything around sg-changes, in memory and in virtual time: Slack, EC2, the tables, and the queue of decisions.
import type { SgDecision } from "@orgwatch/core/handed";
import { policyWith } from "@orgwatch/core/security-groups/policy";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { memoryChanges, memoryState } from "@orgwatch/core/testing/memory-changes";
import { slackWorld } from "@orgwatch/core/worlds/slack-world";
import type { SecurityGroupPolicy } from "@orgwatch/manifest/security-groups";
import { knownRules } from "../../rules/known-rules-table";
import { memoryEc2 } from "../../testing/memory-ec2";
import { addedRecords } from "../../understand/records/added-records";
import { type ChangeDependencies, handleChange } from "../handle-change";

const place = { accountId: "111122223333", region: "eu-west-1", groupId: "sg-0a1b2c3d4e5f60001" };

/** The record of SSH for the whole world, with a change of it. */
export function record(more: Readonly<Record<string, unknown>> = {}) {
  return { ...addedRecords[0]?.record, ...more };
}

/** What EventBridge puts around a record; CloudTrail Lake's reader does the same. */
export function event(detail: unknown) {
  return {
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.ec2",
    id: "any",
    account: place.accountId,
    region: place.region,
    time: "2030-01-07T09:00:00Z",
    detail,
  };
}

/** A world whose group has these rules beside the one that was just added. */
export function changeWorld(
  options: {
    readonly policy?: Partial<SecurityGroupPolicy>;
    readonly tags?: Record<string, string>;
    readonly rules?: readonly Rule[];
  } = {},
) {
  const world = slackWorld();
  const [changes, state, ec2] = [memoryChanges(), memoryState(), memoryEc2()];
  const policy = policyWith(options.policy ?? {});
  const decisions: SgDecision[] = [];
  const facts = { groupName: "web", vpcId: "vpc-1", tags: options.tags ?? {} };
  const added: Rule = {
    ruleId: "sgr-0000000000000001a",
    direction: "ingress",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
    description: "only for a moment",
  };
  ec2.addGroup(place, [added, ...(options.rules ?? [])], facts);
  const dependencies: ChangeDependencies = {
    ...world.dependencies,
    changes,
    state,
    policy: async () => policy,
    groups: ec2.groupsIn,
    known: knownRules(state),
    decide: async (decision) => void decisions.push(decision),
  };
  return {
    ...world,
    place,
    changes,
    ec2,
    decisions,
    handle: (body: unknown) => world.time.run(handleChange(body, dependencies)),
    failure: (body: unknown) =>
      world.time.run(handleChange(body, dependencies)).then(
        () => "none",
        (error: unknown) => String(error),
      ),
    told: () => world.slack.messages().map(({ text, edits }) => ({ text, edits })),
  };
}
