// EC2's security groups in memory, for tests: rules with ids, EC2's own answers to what is there twice or not at all, faults on request.
import { isSameRule, type Rule } from "@orgwatch/core/security-groups/rule";
import { type Group, GroupGone, type GroupReader, type GroupsIn, type GroupWriter } from "../ec2/group-api";

export type Ec2Call = keyof GroupReader | keyof GroupWriter;

/** Where a group is. */
export type GroupAddress = { readonly accountId: string; readonly region: string; readonly groupId: string };

/** Runs before a call has its effect and after it; what it throws is what the caller gets instead of an answer. */
export type Ec2Fault = (
  call: Ec2Call,
  when: "before" | "after",
  address: GroupAddress,
) => void | Promise<void>;

export type MemoryEc2 = {
  readonly groupsIn: GroupsIn<GroupReader & GroupWriter>;
  /** A group with these rules; those without an id get one. Answers the rules as they stand there. */
  readonly addGroup: (address: GroupAddress, rules: readonly Rule[], facts?: Partial<Group>) => Rule[];
  readonly removeGroup: (address: GroupAddress) => void;
  /** What somebody else does: adds, takes away or replaces a rule, uncounted. */
  readonly put: (address: GroupAddress, rule: Rule) => Rule;
  readonly drop: (address: GroupAddress, ruleId: string) => void;
  readonly rules: (address: GroupAddress) => Rule[];
  readonly usePublicly: (address: GroupAddress, uses: readonly string[]) => void;
  /** How many calls had their effect or their answer, by kind. */
  readonly calls: () => Readonly<Record<Ec2Call, number>>;
  /** Each change that had an effect: `revoke sgr-1`. */
  readonly effects: () => readonly string[];
  readonly setFault: (fault: Ec2Fault) => void;
};

type Held = { readonly group: Group; readonly rules: Map<string, Rule>; uses: readonly string[] };

/** An EC2 without groups. */
export function memoryEc2(): MemoryEc2 {
  const groups = new Map<string, Held>();
  const calls = { group: 0, rules: 0, publicUses: 0, revoke: 0, authorize: 0, modify: 0 };
  const effects: string[] = [];
  let fault: Ec2Fault = () => {};
  let lastId = 0;
  const keyOf = ({ accountId, region, groupId }: GroupAddress) => `${accountId}/${region}/${groupId}`;
  const held = (address: GroupAddress): Held => {
    const found = groups.get(keyOf(address));
    if (!found) throw new GroupGone(`${address.groupId} does not exist`);
    return found;
  };
  const put = (address: GroupAddress, rule: Rule): Rule => {
    lastId += 1;
    const stored = { ...rule, ruleId: rule.ruleId ?? `sgr-new-${lastId}` };
    held(address).rules.set(stored.ruleId, stored);
    return stored;
  };
  async function call<Answer>(name: Ec2Call, address: GroupAddress, work: () => Answer): Promise<Answer> {
    await fault(name, "before", address);
    const answer = work();
    calls[name] += 1;
    await fault(name, "after", address);
    return answer;
  }
  return {
    groupsIn: (accountId, region) => {
      const at = (groupId: string) => ({ accountId, region, groupId });
      const tools = { call, at, held, put, find: (address: GroupAddress) => groups.get(keyOf(address)) };
      return { ...reader(tools), ...writer(tools, effects) };
    },
    addGroup: (address, rules, facts = {}) => {
      const { groupId } = address;
      const group = { groupId, groupName: groupId, vpcId: "vpc-1", tags: {}, ...facts };
      groups.set(keyOf(address), { group, rules: new Map(), uses: [] });
      return rules.map((rule) => put(address, rule));
    },
    removeGroup: (address) => void groups.delete(keyOf(address)),
    put,
    drop: (address, ruleId) => void held(address).rules.delete(ruleId),
    rules: (address) => [...held(address).rules.values()],
    usePublicly: (address, uses) => {
      held(address).uses = uses;
    },
    calls: () => ({ ...calls }),
    effects: () => effects,
    setFault: (next) => {
      fault = next;
    },
  };
}

type Tools = {
  readonly call: <Answer>(name: Ec2Call, address: GroupAddress, work: () => Answer) => Promise<Answer>;
  readonly at: (groupId: string) => GroupAddress;
  readonly held: (address: GroupAddress) => Held;
  readonly find: (address: GroupAddress) => Held | undefined;
  readonly put: (address: GroupAddress, rule: Rule) => Rule;
};

function reader({ call, at, find }: Tools): GroupReader {
  return {
    group: (by) => {
      const address = at("id" in by ? by.id : by.name);
      return call("group", address, () => find(address)?.group);
    },
    rules: (groupId) => call("rules", at(groupId), () => [...(find(at(groupId))?.rules.values() ?? [])]),
    publicUses: (groupId) => call("publicUses", at(groupId), () => find(at(groupId))?.uses ?? []),
  };
}

function writer({ call, at, held, put }: Tools, effects: string[]): GroupWriter {
  return {
    revoke: (groupId, direction, ruleId) =>
      call("revoke", at(groupId), () => {
        const { rules } = held(at(groupId));
        if (rules.get(ruleId)?.direction !== direction) return "gone";
        rules.delete(ruleId);
        effects.push(`revoke ${ruleId}`);
        return "revoked";
      }),
    authorize: (groupId, rule) =>
      call("authorize", at(groupId), () => {
        const { rules } = held(at(groupId));
        if ([...rules.values()].some((one) => isSameRule(one, rule))) return "there";
        const { ruleId: _, ...withoutId } = rule;
        effects.push(`authorize ${put(at(groupId), withoutId).ruleId}`);
        return "authorized";
      }),
    modify: (groupId, ruleId, rule) =>
      call("modify", at(groupId), () => {
        const { rules } = held(at(groupId));
        if (!rules.has(ruleId)) return "gone";
        rules.set(ruleId, { ...rule, ruleId });
        effects.push(`modify ${ruleId}`);
        return "modified";
      }),
  };
}
