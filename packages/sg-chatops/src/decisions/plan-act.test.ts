import type { RuleChange } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { planAct, planWithoutGroup, type Step } from "./plan-act";

const ssh: Rule = {
  ruleId: "sgr-1",
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
  description: "office",
};
const { ruleId: _, ...nameless } = ssh;
const https: Rule = { ...ssh, fromPort: 443, toPort: 443 };
const { description: __, ...undescribed } = ssh;
const elsewhere: Rule = { ...ssh, ruleId: "sgr-9" };

const added: RuleChange = { kind: "added", rule: ssh };
const addedLongAgo: RuleChange = { kind: "added", rule: nameless };
const removed: RuleChange = { kind: "removed", ruleId: "sgr-1", rule: ssh };
const modified: RuleChange = { kind: "modified", ruleId: "sgr-1", before: ssh, after: https };
const { description: ___, ...httpsAsRecorded } = https;
const described: RuleChange = {
  kind: "described",
  ruleId: "sgr-1",
  before: ssh,
  after: { ...ssh, description: "home" },
  description: "home",
};
const undescribedSince: RuleChange = {
  kind: "described",
  ruleId: "sgr-1",
  before: undescribed,
  description: "home",
};

const revoke: Step = { do: "revoke", ruleId: "sgr-1", direction: "ingress" };
const nothing = (outcome: string, words?: string) => ({
  do: "nothing",
  outcome,
  ...(words ? { words } : {}),
});
const back: Step = { do: "modify", ruleId: "sgr-1", rule: ssh };

it.each<[string, RuleChange, readonly Rule[], object]>([
  ["an added rule is revoked by its id", added, [elsewhere, ssh], revoke],
  ["also with another description", added, [{ ...ssh, description: "mine" }], revoke],
  [
    "ports count for nothing where EC2 ignores them",
    { kind: "added", rule: { ...ssh, protocol: "50", fromPort: 0, toPort: 0 } },
    [{ ruleId: "sgr-1", direction: "ingress", protocol: "50", peer: ssh.peer }],
    revoke,
  ],
  ["an added rule that was modified since is left", added, [https], nothing("changed-since")],
  ["an added rule is gone already", added, [https].slice(1), nothing("already")],
  [
    "an equal rule that somebody added since is left",
    added,
    [elsewhere],
    nothing("already", "somebody has added an equal rule since (sgr-9): not touched"),
  ],
  [
    "an added rule of an old record is the equal one",
    addedLongAgo,
    [https, elsewhere],
    { ...revoke, ruleId: "sgr-9" },
  ],
  ["and gone when there is no equal one", addedLongAgo, [https], nothing("already")],
  [
    "a removed rule is added again, without its old id",
    removed,
    [https],
    { do: "authorize", rule: nameless },
  ],
  ["a removed rule is there again", removed, [elsewhere], nothing("already")],
  [
    "a rule that was removed by its id alone is unknown",
    { kind: "removed", ruleId: "sgr-1" },
    [],
    nothing("unknown-before", "only the id of the removed rule is known"),
  ],
  ["a modified rule is set back", modified, [https], back],
  [
    "also where the record leaves the description out",
    { ...modified, after: httpsAsRecorded },
    [https],
    back,
  ],
  ["a modified rule is as before already", modified, [ssh], nothing("already")],
  [
    "as before but for its description",
    modified,
    [{ ...ssh, description: "mine" }],
    nothing("already", "with another description"),
  ],
  ["a modified rule was modified again", modified, [{ ...https, toPort: 444 }], nothing("changed-since")],
  ["a modified rule was removed since", modified, [elsewhere], nothing("changed-since", "removed since")],
  [
    "a modified rule that nobody knew before",
    { kind: "modified", ruleId: "sgr-1", after: https },
    [https],
    nothing("unknown-before"),
  ],
  [
    "a rule whose description alone was modified gets it back",
    { ...modified, after: { ...ssh, description: "home" } },
    [{ ...ssh, description: "home" }],
    back,
  ],
  ["a description is set back", described, [{ ...ssh, description: "home" }], back],
  [
    "a description is taken away again",
    undescribedSince,
    [{ ...ssh, description: "home" }],
    { ...back, rule: undescribed },
  ],
  ["a description is as before already", described, [ssh], nothing("already")],
  ["a description was changed again", described, [{ ...ssh, description: "mine" }], nothing("changed-since")],
  [
    "a described rule was modified since",
    described,
    [{ ...https, description: "home" }],
    nothing("changed-since"),
  ],
  ["a described rule was removed since", described, [], nothing("changed-since", "removed since")],
  [
    "a description that nobody knew before",
    { kind: "described", ruleId: "sgr-1", description: "home" },
    [ssh],
    nothing("unknown-before"),
  ],
  [
    "a description of an old record is found by its rule",
    { kind: "described", before: nameless, description: "home" },
    [{ ...elsewhere, description: "home" }],
    { do: "modify", ruleId: "sgr-9", rule: elsewhere },
  ],
  ["a created group", { kind: "created" }, [], nothing("unknown-before", "Orgwatch does not delete a group")],
  [
    "a deleted group",
    { kind: "deleted" },
    [],
    nothing("unknown-before", "a deleted group cannot be brought back"),
  ],
])("%s", (_name, change, current, step) => {
  expect(planAct(change, current, false)).toEqual(step);
});

it.each<[string, RuleChange, readonly Rule[], object]>([
  ["an added rule that is gone", added, [], nothing("taken-back")],
  [
    "an added rule, of which somebody added an equal one since",
    added,
    [elsewhere],
    nothing("taken-back", "somebody has added an equal rule since (sgr-9): not touched"),
  ],
  ["a removed rule that is there", removed, [elsewhere], nothing("taken-back")],
  ["a modified rule that is as before", modified, [ssh], nothing("taken-back")],
  ["a description that is as before", described, [ssh], nothing("taken-back")],
  ["an added rule that is still there", added, [ssh], revoke],
  ["a modified rule that is still modified", modified, [https], back],
])("after a try whose answer was lost: %s", (_name, change, current, step) => {
  expect(planAct(change, current, true)).toEqual(step);
});

it("tells of a group that is gone what became of each change", () => {
  const gone = "the group does not exist any more";
  expect(
    [added, { kind: "created" } as const, removed, modified, described, { kind: "deleted" } as const].map(
      planWithoutGroup,
    ),
  ).toEqual([
    nothing("already", gone),
    nothing("already", gone),
    nothing("failed", gone),
    nothing("failed", gone),
    nothing("failed", gone),
    nothing("unknown-before", "a deleted group cannot be brought back"),
  ]);
});
