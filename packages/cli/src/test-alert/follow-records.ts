// Waits until the delivery log says that an alert has arrived. The log is what the notifiers write themselves, at once; every metric of AWS is
// minutes late.
import type { Delivery } from "@orgwatch/core/delivery-log";
import { waitingWords } from "../progress/waiting-words";
import type { Terminal } from "../terminal";
import type { AlertRegion } from "./alert-region";
import type { Notifier } from "./read-way";

/** GuardDuty hands a new finding to EventBridge within 5 minutes. */
export const firstSignMs = 6 * 60_000;
/** A notifier takes a second; Slack's and PagerDuty's own bad minutes are waited for, a longer failure is told. */
export const nextSignMs = 2 * 60_000;
const pollMs = 2000;

/** What is waited for: the finding's key in the log, its version (ISO), and to whom it goes. */
export type Awaited = {
  readonly key: string;
  readonly version: string;
  readonly services: readonly Notifier["service"][];
};

/** The newest record of each service, of this version; `interrupted`: the user did not want to wait any longer. */
export type Records = {
  readonly of: Readonly<Partial<Record<Notifier["service"], Delivery>>>;
  readonly interrupted: boolean;
};

/** Slack's record has the finding's key, a page's its own. The responder's `pageLogKey` writes the same. */
const logKey = { Slack: (key: string) => key, PagerDuty: (key: string) => `page/${key}` } as const;

/** Looks again and again until all are sent, or patience ends: first for a first sign, then for the others. Rejects when the log cannot be read. */
export async function followRecords(
  awaited: Awaited,
  region: Pick<AlertRegion, "record">,
  tools: {
    readonly terminal: Terminal;
    readonly now: () => Date;
    readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
    readonly signal: AbortSignal;
  },
): Promise<Records> {
  const { now, wait, signal, terminal } = tools;
  const startedAt = now();
  let until = startedAt.getTime() + firstSignMs;
  let seen = 0;
  while (true) {
    const of = await readRecords(awaited, region);
    const open = awaited.services.filter((service) => of[service]?.state !== "sent");
    const signs = Object.keys(of).length;
    if (signs > seen) until = now().getTime() + nextSignMs;
    seen = Math.max(seen, signs);
    if (open.length === 0 || signal.aborted || now().getTime() >= until)
      return { of, interrupted: open.length > 0 && signal.aborted };
    terminal.status?.(waitingWords(open.join(" and "), startedAt, now()));
    await wait(pollMs, signal);
  }
}

async function readRecords(
  { key, version, services }: Awaited,
  region: Pick<AlertRegion, "record">,
): Promise<Records["of"]> {
  const records = await Promise.all(
    services.map(async (service) => [service, await region.record(logKey[service](key))] as const),
  );
  const isOfThis = (delivery: Delivery) => Date.parse(delivery.version) >= Date.parse(version);
  return Object.fromEntries(records.filter(([, record]) => record !== undefined && isOfThis(record)));
}
