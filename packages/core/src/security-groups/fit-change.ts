// An item of DynamoDB has at most 400 KB; a call may name a thousand rules, each with a long description, as it was and as it is now.
import type { Change, RuleChange } from "./change";
import type { Rule } from "./rule";

/** The rest is for what is done about each of so many rules, and for everything else. */
const mostBytes = 220_000;

const withoutDescriptions =
  "So many rules leave no room for their descriptions: what is taken back has none, and descriptions themselves are not taken back.";

/**
 * The change as it fits into an item: without its rules' descriptions, then without the last rules; a note says what is missing. Its risk was
 * weighed before. `most` (bytes of JSON) is for tests.
 */
export function fitChange(change: Change, most = mostBytes): Change {
  if (bytesOf(change.ruleChanges) <= most) return change;
  const ruleChanges = change.ruleChanges.map(undescribed);
  const notes = [...change.notes, withoutDescriptions];
  if (bytesOf(ruleChanges) <= most) return { ...change, ruleChanges, notes };
  const kept = beginning(ruleChanges, most);
  const missing = `There is room for only ${kept.length} of the call's ${ruleChanges.length} rules: the others are not recorded, and Deny leaves them as they are.`;
  return { ...change, ruleChanges: kept, notes: [missing, ...notes] };
}

/** A description that nobody knows any more cannot be set back. */
function undescribed(change: RuleChange): RuleChange {
  switch (change.kind) {
    case "added":
      return { ...change, rule: withoutText(change.rule) };
    case "removed":
      return change.rule === undefined ? change : { ...change, rule: withoutText(change.rule) };
    case "modified": {
      const { before, after, ...rest } = change;
      const was = before === undefined ? {} : { before: withoutText(before) };
      return { ...rest, ...was, after: withoutText(after) };
    }
    case "described": {
      const { before, after, ...rest } = change;
      const known = after ?? before;
      return { ...rest, ...(known === undefined ? {} : { after: withoutText(known) }) };
    }
    default:
      return change;
  }
}

function withoutText({ description: _, ...rule }: Rule): Rule {
  return rule;
}

function beginning(ruleChanges: readonly RuleChange[], most: number): RuleChange[] {
  // Two brackets, and a comma less than there are rules.
  let left = most - 1;
  const end = ruleChanges.findIndex((one) => {
    left -= bytesOf(one) + 1;
    return left < 0;
  });
  return end === -1 ? [...ruleChanges] : ruleChanges.slice(0, end);
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
