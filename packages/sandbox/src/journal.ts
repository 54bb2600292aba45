// What happened at each stop of an event's way, in order: the page shows it, the demo prints it, tests read it.

export type Stop =
  | "GuardDuty"
  | "CloudTrail"
  | "EventBridge"
  | "SNS"
  | "SQS"
  | "Lambda"
  | "Slack"
  | "PagerDuty"
  | "Dead letters";

/** `subject` ties the stops of one event together: a finding's id, or an event's. */
export type JournalEntry = {
  readonly at: Date;
  readonly stop: Stop;
  readonly accountId: string;
  readonly region: string;
  readonly subject: string | undefined;
  readonly what: string;
};

export type Journal = {
  readonly record: (entry: Omit<JournalEntry, "at">) => void;
  readonly entries: () => readonly JournalEntry[];
  /** Calls back for each new entry; the answer ends it. */
  readonly subscribe: (listener: (entry: JournalEntry) => void) => () => void;
};

/** Keeps the newest `limit` entries in memory. */
export function newJournal(now: () => Date = () => new Date(), limit = 10_000): Journal {
  const entries: JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  return {
    record: (fields) => {
      const entry = { at: now(), ...fields };
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      for (const listener of listeners) listener(entry);
    },
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
