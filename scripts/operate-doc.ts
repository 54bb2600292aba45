// The tables of docs/operate.md: what each alarm means, and what to do first.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Deployed } from "./deployed-resources";
import { inWords } from "./example-words";

/** How an alarm's name ends, what that says, and where to begin. Alarms with other ends have rows of their own. */
const kinds: readonly { readonly end: string; readonly says: string; readonly first: string }[] = [
  {
    end: "dead-letters-messages",
    says: "Messages were given up and wait, 14 days at most",
    first: "[runbooks/dead-letters.md](runbooks/dead-letters.md)",
  },
  {
    end: "oldest-message",
    says: "A message has waited for 15 minutes: the lambda does not take it",
    first: "is the event source mapping switched on, is Lambda's concurrency used up?",
  },
  {
    end: "still-trying",
    says: "Messages were in work without a break for 15 minutes: the other side refuses them, or there are too many",
    first:
      "the newest errors in `/aws/lambda/orgwatch-<lambda>`; is Slack or PagerDuty down? Nothing is lost for a day",
  },
  {
    end: "Errors",
    says: "The lambda crashed, ran out of time, or could not do its work",
    first: "the newest errors in `/aws/lambda/orgwatch-<lambda>`",
  },
  {
    end: "Throttles",
    says: "The lambda could not start: the account's concurrency is used up",
    first: "what else runs in the security account; ask AWS for a higher quota of concurrent executions",
  },
  {
    end: "FailedInvocations",
    says: "An EventBridge rule could not deliver; the events wait in the dead-letter queue",
    first: "apply the stack again: the target's policy or key was changed",
  },
  {
    end: "InvocationsFailedToBeSentToDlq",
    says: "Events are lost: neither the target nor the dead-letter queue took them",
    first:
      "apply the stack again, then look in the source (GuardDuty, CloudTrail) for what happened meanwhile",
  },
  {
    end: "InvocationDroppedCount",
    says: "EventBridge Scheduler gave a start up",
    first: "apply the stack again; the next start comes by itself",
  },
  {
    end: "TargetErrorCount",
    says: "EventBridge Scheduler could not start it, and tries again",
    first: "the scheduler's role and the lambda or state machine are as applied?",
  },
  {
    end: "ExecutionsFailed",
    says: "A sweep's plan or end failed; what its items found before is kept",
    first: "the execution in the Step Functions console names the step; its lambda's log has the reason",
  },
  {
    end: "ExecutionsTimedOut",
    says: "A sweep took too long and was stopped",
    first: "which items are slow: the execution's Map run; the next run goes on by itself",
  },
  {
    end: "ExecutionsAborted",
    says: "Somebody stopped a sweep",
    first: "ask them; the next run starts by itself",
  },
  {
    end: "NumberOfNotificationsFailed",
    says: "A topic did not reach a subscriber, e-mail and https included",
    first: "`npx pnpm@10.34.8 orgwatch manual-ops check` says which address is open",
  },
  {
    end: "NumberOfNotificationsRedrivenToDlq",
    says: "A topic did not reach a queue; the messages wait in its dead-letter queue",
    first: "apply the stack again, then [send them again](runbooks/dead-letters.md)",
  },
  {
    end: "NumberOfNotificationsFailedToRedriveToDlq",
    says: "Messages of a topic are lost: neither the queue nor its dead-letter queue took them",
    first: "apply the stack again, then look in GuardDuty for findings of that time",
  },
];

type Alarm = { readonly name: string; readonly impact: string; readonly happened: string };

/** Alarms with the two sentences of their descriptions: what people lose, and what happened. Each name once. */
function alarmsOf(resources: readonly Deployed[]): readonly Alarm[] {
  const alarms = resources
    .filter(({ type }) => type === "aws_cloudwatch_metric_alarm")
    .map(({ attributes }) => {
      const [impact = "", ...happened] = inWords(String(attributes.alarm_description)).split(". ");
      return { name: inWords(String(attributes.alarm_name)), impact, happened: happened.join(". ") };
    });
  return [...new Map(alarms.map((alarm) => [alarm.name, alarm])).values()];
}

const kindOf = ({ name }: Alarm) => kinds.find(({ end }) => name.endsWith(`-${end}`));

/** What the end of an alarm's name says. Only ends that alarms have. */
export function alarmKindTable(resources: readonly Deployed[]): string {
  const used = new Set(alarmsOf(resources).map(kindOf));
  const rows = kinds
    .filter((kind) => used.has(kind))
    .map(({ end, says, first }) => `| \`…-${end}\` | ${says} | ${first} |`);
  return ["| the name ends in | says | begin with |", "|---|---|---|", ...rows].join("\n");
}

/** What people lose, by the beginnings of the alarms' names; alarms of no common kind with what happened. */
export function alarmImpactTable(resources: readonly Deployed[]): string {
  const subjects = new Map<string, Set<string>>();
  const rows: string[] = [];
  for (const alarm of alarmsOf(resources)) {
    const kind = kindOf(alarm);
    if (!kind) rows.push(`| \`${alarm.name}\` | ${alarm.impact} | ${alarm.happened} |`);
    else {
      const names = subjects.get(alarm.impact) ?? new Set();
      names.add(`\`${alarm.name.slice(0, -kind.end.length - 1)}\``);
      subjects.set(alarm.impact, names);
    }
  }
  const grouped = [...subjects].map(([impact, names]) => `| ${[...names].sort().join(", ")} | ${impact} | |`);
  return [
    "| the name begins with, or is | what people lose | what happened |",
    "|---|---|---|",
    ...grouped,
    ...rows,
  ].join("\n");
}

/** How long each lambda may take, and how often its work is tried before it is given up. */
export function patienceTable(lambdas: readonly LambdaManifest[]): string {
  const rows = lambdas.map(
    ({ name, timeoutSeconds, memoryMb, trigger }) =>
      `| ${name} | ${timeoutSeconds} s, ${memoryMb} MB | ${triedWords(trigger)} |`,
  );
  return ["| lambda | may take | a failure is tried again |", "|---|---|---|", ...rows].join("\n");
}

function triedWords(trigger: LambdaManifest["trigger"]): string {
  switch (trigger.kind) {
    case "queue":
      return `up to ${trigger.receiveLimit} receives, which is about ${waitWords(trigger.receiveLimit)}`;
    case "schedule":
      return "at the next start";
    case "request":
      return "by the caller";
    case "map-item":
      return "twice, then the sweep goes on without this item";
    case "sweep-step":
      return "twice, then the sweep fails";
  }
}

/** How long a message waits before it is a dead letter: 5 s after the first receive, doubling to 15 minutes (docs/adr/0003). */
function waitWords(receives: number): string {
  const waits = Array.from({ length: receives - 1 }, (_, index) => Math.min(5 * 2 ** index, 900));
  const minutes = waits.reduce((sum, wait) => sum + wait, 0) / 60;
  return minutes < 90 ? `${Math.round(minutes)} minutes` : `${Math.round(minutes / 60)} hours`;
}
