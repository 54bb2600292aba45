// Everything around sg-decisions, in memory: the tables, EC2, Slack's people, a message, and a clock that only the tests move.
import type { Deliveries } from "@orgwatch/core/delivery-log";
import { TryLater, verdictOf } from "@orgwatch/core/errors";
import type { SgDecision, SlackPress } from "@orgwatch/core/handed";
import type { Change, RuleChange } from "@orgwatch/core/security-groups/change";
import type { ChangeTable } from "@orgwatch/core/security-groups/change-table";
import { policyWith } from "@orgwatch/core/security-groups/policy";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { memoryChanges } from "@orgwatch/core/testing/memory-changes";
import { memoryDeliveries } from "@orgwatch/core/testing/memory-deliveries";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { memoryEc2 } from "../../testing/memory-ec2";
import { type DecideDependencies, decide } from "../decide";

export const place = { accountId: "444444444444", region: "us-west-2", groupId: "sg-web" };
/** The lambda's own time. */
const runMs = 80_000;

/** A rule of the group, from anywhere unless said otherwise. */
export const rule = (ruleId: string, port: number, cidr = "0.0.0.0/0"): Rule => ({
  ruleId,
  direction: "ingress",
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  peer: { kind: "ipv4", cidr },
});
/** What stood there before the change, and has to stand there after it. */
export const [https, office] = [rule("sgr-https", 443), rule("sgr-office", 22, "10.0.0.0/8")];
/** What the change added. */
export const [ssh, mysql] = [rule("sgr-ssh", 22), rule("sgr-mysql", 3306)];

/** `step` runs before each call to a table, to EC2 and to Slack, and after it; what it throws ends that call. */
export type Step = (name: string, when: "before" | "after") => void | Promise<void>;

/**
 * A change by Mallory that waits for an answer; whoever has an id `U…` may decide. `run` is one run of the lambda: "done", or what the runtime
 * makes of its error.
 */
export async function decisionWorld(
  ruleChanges: readonly RuleChange[] = [
    { kind: "added", rule: ssh },
    { kind: "added", rule: mysql },
  ],
  groupNow: readonly Rule[] = [https, ssh, office, mysql],
) {
  const clock = { time: Date.parse("2030-01-07T09:00:00Z") };
  const now = () => new Date(clock.time);
  const table = memoryChanges();
  const ec2 = memoryEc2();
  ec2.addGroup(place, groupNow);
  let step: Step = () => {};
  ec2.setFault((call, when) => step(call, when));
  const answers: { readonly user: string; readonly text: string }[] = [];
  const told: Change[] = [];
  await table.add(pendingChange(ruleChanges));

  /** A call that the step may end before or after its effect. */
  const stepping =
    <Input extends readonly unknown[], Output>(name: string, call: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      await step(name, "before");
      const output = await call(...input);
      await step(name, "after");
      return output;
    };
  const changes: Pick<ChangeTable, "get" | "save"> = {
    get: stepping("read", table.get),
    save: stepping("write", table.save),
  };
  const log = memoryDeliveries();
  const deliveries: Pick<Deliveries, "save"> = { save: stepping("note", log.save) };
  const dependencies: Omit<DecideDependencies, "deadline"> = {
    changes,
    deliveries,
    groups: ec2.groupsIn,
    policy: async () => policyWith({ deciders: { users: everybody, userGroups: [] } }),
    people: {
      emailOf: async (id) => ({ kind: "known", address: `${id}@acme.example` }),
      membersOf: async () => [],
    },
    answerPrivately: stepping(
      "answer",
      async (url: string, text: string) => answers.push({ user: url.split("/").at(-1) ?? "", text }) > 0,
    ),
    tell: stepping("tell", async (change: Change) => {
      // Slack's message never goes back to an older state.
      if ((told.at(-1)?.revision ?? 0) < change.revision) told.push(change);
    }),
    now,
    sleep: async (milliseconds) => {
      clock.time += milliseconds;
    },
    log: silent,
  };

  return {
    clock,
    ec2,
    answers,
    told,
    setStep: (next: Step) => {
      step = next;
    },
    run: (body: unknown, changed: Partial<DecideDependencies> = {}): Promise<string> =>
      decide(body, { ...dependencies, deadline: new Date(clock.time + runMs), ...changed }).then(
        () => "done",
        (error: unknown) => verdictOf(error).kind,
      ),
    change: async () => {
      const change = await table.get("e-1");
      if (!change) throw new Error("the change is gone");
      return change;
    },
    edit: async (edit: (change: Change) => Change) => {
      const before = await table.get("e-1");
      if (before) await table.save(edit(before), before, now());
    },
  };
}

/** U0ALICE and a hundred others. */
const everybody = ["U0ALICE", "U0BOB", ...Array.from({ length: 100 }, (_, at) => `U${at}`)];

function pendingChange(ruleChanges: readonly RuleChange[]): Change {
  const { accountId, region, groupId } = place;
  return {
    ...{
      changeId: "e-1",
      revision: 1,
      eventName: "AuthorizeSecurityGroupIngress",
      accountId,
      region,
      groupId,
    },
    ...{ changedAt: "2030-01-07T08:59:00Z", recordedAt: "2030-01-07T08:59:10.000Z" },
    ...{ updatedAt: "2030-01-07T08:59:10.000Z", risk: "critical", because: [], publicUses: [], notes: [] },
    author: { kind: "role", name: "Admin", session: "mallory@acme.example" },
    ruleChanges: [...ruleChanges],
    state: "pending",
    expiresOn: "2030-01-08T08:59:10.000Z",
    dueAt: "2030-01-08T08:59:10.000Z",
  };
}

/** Somebody pressed a button below the change. */
export function press(user: string, what: "keep" | "deny", part: Partial<SlackPress> = {}): SlackPress {
  return {
    kind: "slack-press",
    actionId: `sg:${what}`,
    value: "e-1",
    user: { id: user, name: user.toLowerCase() },
    channel: "C0SECURITY",
    messageTs: "1893.1",
    responseUrl: `https://hooks.slack.com/actions/${user}`,
    at: "2030-01-07T09:00:00.000Z",
    ...part,
  };
}

/** The policy's own decision. */
export const byPolicy: SgDecision = {
  kind: "sg-decision",
  id: "policy/at-once/e-1",
  changeId: "e-1",
  what: "deny",
  via: "policy",
  by: { id: "policy", name: "the policy" },
  reason: "The policy denies changes of risk critical and above.",
  at: "2030-01-07T09:00:00.000Z",
};

/** What passes: a throttle, a reset. */
export const passing = () => new TryLater("reset");
