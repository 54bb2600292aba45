// GuardDuty and a region of the security account in memory, and `orgwatch test-alert` run there as a person does.
import type { Delivery } from "@orgwatch/core/delivery-log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { standardRules } from "@orgwatch/manifest/alerting-rules";
import { memoryCases, memoryHome } from "../../cases/testing/memory-home";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import type { AlertRegion, BusRule } from "../alert-region";
import { NoDetector, type SampleFinding } from "../sample-account";

export const start = new Date("2030-01-07T09:30:45Z");
export const security = "222222222222";
const topicArn = (topic: string) => `arn:aws:sns:us-west-2:${security}:security-${topic}`;

/** What the world has and does; a record appears so many seconds after the sample was made. */
export type MemoryAlert = {
  readonly samples?: readonly SampleFinding[];
  readonly severity?: number;
  readonly noDetector?: boolean;
  /** GuardDuty takes the call, and nothing comes of it. */
  readonly makesNothing?: boolean;
  /** GuardDuty lists no samples any more once one was made. */
  readonly throttled?: boolean;
  /** The account of each profile. */
  readonly profiles?: Readonly<Record<string, string>>;
  readonly accounts?: readonly AccountEntry[];
  readonly region?: Partial<AlertRegion>;
  readonly records?: Readonly<
    Record<string, { readonly after: number; readonly delivery: Partial<Delivery> }>
  >;
};

/** The rules as they are deployed by default. */
export const deployedRules: readonly BusRule[] = standardRules({ alertFrom: 7, notifyFrom: 1 }).map(
  ({ name, pattern, to }) => ({
    name: `orgwatch-${name}`,
    enabled: true,
    pattern: JSON.stringify(pattern),
    targets: [topicArn(to)],
  }),
);

const listeners: Awaited<ReturnType<AlertRegion["listenersOf"]>> = {
  queues: ["orgwatch-slack-notifier-security-alert", "orgwatch-pagerduty-pager-security-alert"],
  https: false,
};

/** Runs a command line after `test-alert` in `us-west-2`. Every wait lets the time pass. */
export async function runTestAlert(args: readonly string[], held: MemoryAlert = {}, signal?: AbortSignal) {
  let [out, err, time] = ["", "", start.getTime()];
  let made: SampleFinding | undefined;
  const [statuses, calls]: [string[], string[]] = [[], []];
  const region: AlertRegion = {
    rules: async () => deployedRules,
    listenersOf: async (arn) =>
      arn === topicArn("alert")
        ? listeners
        : { queues: ["orgwatch-slack-notifier-security-notification"], https: false },
    record: async (key) => {
      const found = held.records?.[key];
      if (found === undefined || time < start.getTime() + found.after * 1000) return undefined;
      const attemptedAt = new Date(start.getTime() + found.after * 1000).toISOString();
      return { state: "sent", version: made?.updatedAt ?? "", band: "high", attemptedAt, ...found.delivery };
    },
    channelNames: async () => new Map([["C1", "security"]]),
    depthOf: async () => ({ waiting: 0, inWork: 0 }),
    countsOf: async () => ({ matched: 0, failed: 0, first: undefined }),
    ringing: async () => [],
    archive: async (id) => {
      calls.push(`archive ${id}`);
      return true;
    },
    ...held.region,
  };
  const code = await runProgram(["test-alert", ...args], {
    ...memoryManualOps(),
    ...memoryCases(memoryHome({ accounts: held.accounts ?? [] }).home),
    ...memoryInventory(),
    ...memorySg(),
    ...memoryTagAudit(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: signal ?? new AbortController().signal,
    ownRegion: async () => "us-west-2",
    now: () => new Date(time),
    wait: async (ms) => {
      time += ms;
    },
    testAlert: {
      regionOf: () => region,
      accountAs: (profile) => ({
        accountId: async () => (profile === undefined ? security : (held.profiles?.[profile] ?? "")),
        samples: async (types) => samplesOf(held, made, types),
        create: async (type) => {
          if (held.noDetector) throw new NoDetector("us-west-2");
          calls.push(`create ${type}${profile === undefined ? "" : ` as ${profile}`}`);
          const before = held.samples?.find((one) => one.type === type);
          const { id = "f-1", count = 0 } = before ?? {};
          const severity = held.severity ?? 8;
          if (!held.makesNothing)
            made = { id, type, severity, updatedAt: new Date(time).toISOString(), count: count + 1 };
        },
      }),
    },
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      colours: false,
      status: (text) => statuses.push(text),
    },
  });
  return { code, out, err, calls, statuses, seconds: (time - start.getTime()) / 1000 };
}

function samplesOf(
  { samples = [], throttled }: MemoryAlert,
  made: SampleFinding | undefined,
  types: readonly string[],
): readonly SampleFinding[] {
  if (throttled && made) throw new Error("throttled");
  const others = samples.filter(({ id }) => id !== made?.id);
  return [...others, ...(made ? [made] : [])].filter(({ type }) => types.includes(type));
}
