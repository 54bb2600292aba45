// How risky a change is, by the policy's table: the first line that fits a changed rule, and of all rules the gravest.
import type { RuleChange } from "@orgwatch/core/security-groups/change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import { protocolOf, type Rule } from "@orgwatch/core/security-groups/rule";
import { isGraver } from "@orgwatch/core/severity";
import type { Band } from "@orgwatch/manifest/routing";
import type { ChangeKind } from "@orgwatch/manifest/security-groups";
import { coversRule } from "./covers-rule";
import { countPorts, openPorts } from "./open-ports";
import { peerKindOf } from "./peer-kind";

type RiskLine = Policy["risk"][number];

/** `publicUses` undefined: nobody could look what uses the group. */
export type RiskFacts = { readonly publicUses: readonly string[] | undefined };

/** `because` are the distinct reasons of all rules, the gravest first. */
export type Weighed = { readonly risk: Band; readonly because: string[] };

const reasonsAtMost = 5;

/**
 * Weighs a change; what no line fits is `info`. A modified rule is weighed as it is now. One that only lets less through than before counts
 * as `removed` with what it was, and one that lets the same through as `described`. A rule that nobody knows meets no condition about rules.
 * Where nobody could look what uses the group, something with a public address counts as using it.
 */
export function weighRisk(
  ruleChanges: readonly RuleChange[],
  facts: RiskFacts,
  table: Policy["risk"],
): Weighed {
  const lines = ruleChanges.flatMap((change) => {
    const subject = subjectOf(change);
    return table.find((line) => fits(line, subject, facts)) ?? [];
  });
  const gravestFirst = lines.toSorted(byGravity);
  const because = [...new Set(gravestFirst.map((line) => reasonOf(line, facts)))];
  return { risk: gravestFirst[0]?.risk ?? "info", because: because.slice(0, reasonsAtMost) };
}

/** The gravest first; lines of one risk keep the order of the rules. */
function byGravity(one: RiskLine, other: RiskLine): number {
  return Number(isGraver(other.risk, one.risk)) - Number(isGraver(one.risk, other.risk));
}

type Subject = { readonly kind: ChangeKind; readonly rule: Rule | undefined };

function subjectOf(change: RuleChange): Subject {
  switch (change.kind) {
    case "added":
    case "removed":
      return { kind: change.kind, rule: change.rule };
    case "modified": {
      const { before, after } = change;
      if (before === undefined || !coversRule(before, after)) return { kind: "modified", rule: after };
      return coversRule(after, before)
        ? { kind: "described", rule: after }
        : { kind: "removed", rule: before };
    }
    case "described":
      return { kind: change.kind, rule: change.after ?? change.before };
    case "created":
    case "deleted":
      return { kind: change.kind, rule: undefined };
  }
}

function fits({ when }: RiskLine, { kind, rule }: Subject, facts: RiskFacts): boolean {
  const { change, attachedToPublic } = when;
  if (change !== undefined && !change.includes(kind)) return false;
  if (attachedToPublic !== undefined && attachedToPublic !== isAttachedToPublic(facts)) return false;
  return rule === undefined ? asksNothingOfRules(when) : fitsRule(when, rule);
}

function isAttachedToPublic({ publicUses }: RiskFacts): boolean {
  return publicUses === undefined || publicUses.length > 0;
}

function asksNothingOfRules({ direction, peer, protocol, ports, atLeastPorts }: RiskLine["when"]): boolean {
  return [direction, peer, protocol, ports, atLeastPorts].every((condition) => condition === undefined);
}

function fitsRule({ direction, peer, protocol, ports, atLeastPorts }: RiskLine["when"], rule: Rule): boolean {
  const open = openPorts(rule);
  return (
    (direction === undefined || direction === rule.direction) &&
    (peer === undefined || peer.includes(peerKindOf(rule.peer))) &&
    (protocol === undefined ||
      rule.protocol === "-1" ||
      protocol.some((word) => protocolOf(word) === rule.protocol)) &&
    (ports === undefined ||
      ports.some((port) => {
        const [from, to] = typeof port === "number" ? [port, port] : port;
        return open !== undefined && open.from <= to && from <= open.to;
      })) &&
    (atLeastPorts === undefined || countPorts(open) >= atLeastPorts)
  );
}

/** The table's words, and when they rest on a guess, that they do. */
function reasonOf({ because, when }: RiskLine, { publicUses }: RiskFacts): string {
  const isGuess = publicUses === undefined && when.attachedToPublic === true;
  return isGuess ? `${because} (assumed: nobody could look what uses the group)` : because;
}
