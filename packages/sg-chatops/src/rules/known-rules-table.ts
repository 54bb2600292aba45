// The rules as they were, in the table `security-group-state`: one item for each group.
import { isDeepStrictEqual } from "node:util";
import { TryLater } from "@orgwatch/core/errors";
import { type StateTable, stateKeys } from "@orgwatch/core/security-groups/state-table";
import * as z from "zod/mini";
import { fitHistory } from "./fit-history";
import type { GroupPlace, KnownRules } from "./known-rules";
import { historyShape, type RuleHistory, rulesBefore, withSighting } from "./rule-history";

const itemShape = z.object({ rules: historyShape, writtenAt: z.iso.datetime() });

/** A group that nobody sees any more is forgotten; one that is seen is written again in time, changed or not. */
const keepDays = 90;
const writtenAgainMs = 30 * 24 * 3600_000;
/** Events of one group come together now and then; more writers than this at once are a mistake. */
const tries = 8;

/** The rules that the table knows. */
export function knownRules(state: StateTable): KnownRules {
  return {
    before: async (place, at) => rulesBefore(itemOf(await state.read(keyOf(place))).rules, at),
    remember: async (place, seen, now) => {
      if (seen.rules.length === 0 && !seen.isComplete) return;
      const key = keyOf(place);
      for (let turn = 0; turn < tries; turn += 1) {
        const before = await state.read(key);
        const item = itemOf(before);
        const rules = fitHistory(withSighting(item.rules, seen, now));
        if (before === undefined && Object.keys(rules).length === 0) return;
        const isFresh = now.getTime() - Date.parse(item.writtenAt) < writtenAgainMs;
        if (isFresh && isSame(rules, item.rules)) return;
        const written = { rules, writtenAt: now.toISOString() };
        if (await state.save(key, written, before, { now, keepDays })) return;
      }
      throw new TryLater(`several others write what is known of ${place.groupId}`);
    },
  };
}

function keyOf({ accountId, region, groupId }: GroupPlace): string {
  return stateKeys.rules(accountId, region, groupId);
}

/** An item of another shape is worth nothing: what is seen next takes its place. */
function itemOf(saved: { readonly value: unknown } | undefined): z.output<typeof itemShape> {
  return itemShape.safeParse(saved?.value).data ?? { rules: {}, writtenAt: new Date(0).toISOString() };
}

/** As JSON has them: what is undefined is not there. */
function isSame(one: RuleHistory, other: RuleHistory): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
