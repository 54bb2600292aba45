// What a role of every account may do, as IAM statements.
import type { MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import type { Partition } from "../place";
import type { Statement } from "../policy-document";

/** What manifests write for the partition. */
const partitionMark = "<partition>";

/** What a configuration adds to a role, for the same reason as the rest. */
export function moreStatements(actions: readonly string[]): readonly Statement[] {
  return [{ Sid: "Configured", Effect: "Allow", Action: actions, Resource: ["*"] }];
}

/** `*` for the reason that the manifest gives; conditions come with the resources that know them, and `{}` is none. */
export function memberRoleStatements(role: MemberRoleManifest, partition: Partition): readonly Statement[] {
  const { actions, conditioned = [] } = role;
  return [
    { Sid: "Job", Effect: "Allow", Action: actions, Resource: ["*"] },
    ...conditioned.map(
      (one, index): Statement => ({
        Sid: `Conditioned${index + 1}`,
        Effect: "Allow",
        Action: one.actions,
        Resource: one.on.map((arn) => arn.replace(partitionMark, partition)),
        ...(Object.keys(one.condition).length > 0 && { Condition: one.condition }),
      }),
    ),
  ];
}
