// What EC2 says about a changed group right now. An account that does not let us in hides details, and never the change itself.
import { reasonOf } from "@orgwatch/core/errors";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import type { Group, GroupReader } from "../ec2/group-api";
import type { GroupCall } from "../understand/group-call";

/** Undefined is what could not be read; `notes` say why, for people. `rules` are all of the group's, as they were at `readAt`. */
export type GroupFacts = {
  readonly groupId: string | undefined;
  readonly group: Group | undefined;
  readonly rules: readonly Rule[] | undefined;
  readonly publicUses: readonly string[] | undefined;
  readonly notes: readonly string[];
  readonly readAt: Date;
};

/** Looks the group up. Never throws: what cannot be read becomes a note, so that a message is never late because of its details. */
export async function lookAtGroup(
  call: Pick<GroupCall, "groupId" | "groupName" | "drafts">,
  reader: GroupReader,
  { now }: { readonly now: () => Date },
): Promise<GroupFacts> {
  const readAt = now();
  const named = nameOf(call);
  const nothing = {
    groupId: call.groupId,
    group: undefined,
    rules: undefined,
    publicUses: undefined,
    readAt,
  };
  if (named === undefined) return { ...nothing, notes: ["The record names no security group."] };
  try {
    const group = await reader.group(named);
    const groupId = call.groupId ?? group?.groupId;
    if (group === undefined || groupId === undefined)
      return { ...nothing, groupId, rules: [], publicUses: [], notes: goneNotes(call) };
    const rules = await reader.rules(groupId);
    const publicUses = opensSomething(call) ? await reader.publicUses(groupId) : [];
    return { groupId, group, rules, publicUses, notes: [], readAt };
  } catch (error) {
    return { ...nothing, notes: [`The group could not be looked at: ${reasonOf(error)}`] };
  }
}

function nameOf({ groupId, groupName }: Pick<GroupCall, "groupId" | "groupName">) {
  if (groupId !== undefined) return { id: groupId };
  return groupName === undefined ? undefined : { name: groupName };
}

function goneNotes({ drafts }: Pick<GroupCall, "drafts">): readonly string[] {
  return drafts.some(({ kind }) => kind === "deleted") ? [] : ["The group does not exist any more."];
}

function opensSomething({ drafts }: Pick<GroupCall, "drafts">): boolean {
  return drafts.some(({ kind }) => kind === "added" || kind === "modified");
}
