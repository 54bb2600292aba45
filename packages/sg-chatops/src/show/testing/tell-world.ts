// Everything around the telling of changes, in memory and in virtual time.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { Change } from "@orgwatch/core/security-groups/change";
import { policyWith } from "@orgwatch/core/security-groups/policy";
import { memoryChanges, memoryState } from "@orgwatch/core/testing/memory-changes";
import { security, slackWorld } from "@orgwatch/core/worlds/slack-world";
import { placeOf, tellChange } from "../tell-change";
import { joinThread } from "../thread";
import { sampleChange } from "./sample-change";

const accounts: AccountEntry[] = [
  {
    accountId: "111111111111",
    name: "acme-prod",
    state: "ACTIVE",
    organizationalUnits: [],
    team: "security",
    refreshedAt: "2030-01-07T08:00:00Z",
  },
];

/** Changes are recorded by `record` and told by `tell`, as sg-changes does it; `shown` is what stands in Slack. */
export function tellWorld(options: { webhook?: boolean } = {}) {
  const world = slackWorld({ ...options, accounts });
  const [changes, state, policy] = [memoryChanges(), memoryState(), policyWith({})];
  const dependencies = { ...world.dependencies, changes, state, policy: async () => policy };
  const tell = (change: Change) => world.time.run(tellChange(change, dependencies));
  return {
    ...world,
    dependencies,
    tell,
    pass: (milliseconds: number) => world.time.run(world.time.sleep(milliseconds)),
    record: async (more: Partial<Change>): Promise<Change> => {
      const now = world.time.now();
      const times = { recordedAt: now.toISOString(), updatedAt: now.toISOString() };
      const change = sampleChange({ ...times, ...more });
      const { channel } = await placeOf(change, dependencies);
      const threadOf = await joinThread(change, channel.id, { state, policy, now });
      const complete = threadOf === undefined ? change : { ...change, threadOf };
      await changes.add(complete);
      return complete;
    },
    decide: async (change: Change): Promise<Change> => {
      const at = world.time.now().toISOString();
      const decision = {
        id: "d-1",
        what: "keep",
        via: "slack",
        by: { id: "U0BOB", name: "Bob Baker" },
        at,
      } as const;
      const { expiresOn: _, dueAt: __, ...rest } = change;
      const saved = await changes.save({ ...rest, state: "decided", decision }, change, world.time.now());
      if (saved === undefined) throw new Error("somebody else wrote");
      return saved;
    },
    failure: (change: Change) => tell(change).then(() => "none", String),
    shown: () =>
      world.slack.messages().map(({ channel, text, blocks, edits, threadTs, broadcast, via }) => ({
        channel,
        what: `${/change `(e-\d+)`/.exec(JSON.stringify(blocks))?.[1] ?? text}${text.startsWith("✅") ? " kept" : ""}`,
        edits,
        inThread: threadTs !== undefined,
        broadcast,
        via,
        followers: /and (\d+) more changes? by [^"]* in the thread \(gravest: \S+ \w+\)/.exec(
          JSON.stringify(blocks),
        )?.[0],
      })),
  };
}

/** A message of its own as `shown` tells of it, a reply in its thread, and what stands in the first one's message about the rest. */
export const alone = {
  channel: security.id,
  edits: 0,
  inThread: false,
  broadcast: false,
  via: "bot",
  followers: undefined,
};
export const reply = { ...alone, inThread: true };
export const more = (words: string) => `and ${words}`;
export const oneMore = more("1 more change by alice@acme.example in the thread (gravest: 🟠 Medium)");
