import type { Change, RuleChange } from "@orgwatch/core/security-groups/change";
import { statusWords } from "./status-words";
import { sampleChange, start } from "./testing/sample-change";

const at = "<!date^1894006800^{date_short_pretty} {time}|2030-01-07 09:00 UTC>";
const alreadyDecided = { by: { id: "U0BOB", name: "Bob Baker" }, via: "slack", at: start } as const;

it.each<[string, Partial<Change>, string]>([
  [
    "kept",
    {
      state: "decided",
      decision: { ...alreadyDecided, id: "d-1", what: "keep", reason: "Planned: *CHG-1*" },
    },
    `*✅ Kept by Bob Baker* · ${at}\nReason: \`Planned: *CHG-1*\``,
  ],
  [
    "denied, not yet begun",
    { state: "decided", decision: { ...alreadyDecided, id: "d-1", what: "deny" } },
    `*⛔ Denied by Bob Baker* · ${at} · taking it back…`,
  ],
  [
    "denied with the command line, without anything left",
    {
      state: "decided",
      decision: { ...alreadyDecided, id: "d-1", what: "deny", via: "cli" },
      act: { tried: [], results: [], finishedAt: start },
    },
    `*⛔ Denied by Bob Baker* · with orgwatch · ${at} · nothing was left to take back`,
  ],
  [
    "denied by the policy",
    {
      state: "decided",
      decision: { ...alreadyDecided, id: "d-1", what: "deny", via: "policy", reason: "because" },
    },
    `*⛔ Denied by the policy: risk medium* · ${at} · taking it back…\nReason: \`because\``,
  ],
  ["expired", { state: "expired" }, "⌛ *Expired*: nobody answered within 24 h, the change stays"],
])("says where it stands: %s", (_name, more, expected) => {
  expect(statusWords(sampleChange(more), { hasButtons: true })).toBe(expected);
});

it.each<[string, RuleChange[], string]>([
  [
    "a new group",
    [{ kind: "created" }],
    "A new group lets nothing in by itself, so there is nothing to decide.",
  ],
  [
    "a deleted group",
    [{ kind: "deleted" }],
    "A deleted group cannot be brought back from here, so there is nothing to decide.",
  ],
  ["what nobody could read", [], "What changed could not be read, so there is nothing to decide here."],
  [
    "a removal of what nobody knows",
    [{ kind: "removed", ruleId: "sgr-1" }],
    "Nobody knows how this was before, so it cannot be taken back from here and there is nothing to decide.",
  ],
])("says why there is nothing to decide: %s", (_name, ruleChanges, expected) => {
  expect(statusWords(sampleChange({ state: "noted", ruleChanges }), { hasButtons: false })).toBe(
    `ℹ️ ${expected}`,
  );
});
