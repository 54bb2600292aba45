// CloudTrail Lake in memory: stores whose events appear late, queries that take their time, pages, and faults on request.
import type { EventDataStore } from "../event-data-store";
import type { Lake } from "../lake-api";

/** An event as the test says it; `seenAfterMinutes` is how long after `at` queries begin to find it. */
export type LakeEvent = { readonly id: string; readonly at: string; readonly seenAfterMinutes?: number };

export type LakeOperation = keyof Lake;
type Query = {
  readonly rows: readonly string[];
  readonly startedAt: number;
  ended: string | undefined;
};

const rowsOnAPage = 3;
const queuedMs = 1000;
const runningMs = 4000;

/** The record of an event, as the column eventJson has it. */
export function recordOf({ id, at }: LakeEvent) {
  return {
    eventID: id,
    eventTime: at,
    eventSource: "ec2.amazonaws.com",
    eventName: "AuthorizeSecurityGroupIngress",
    recipientAccountId: "444444444444",
    awsRegion: "eu-west-1",
    requestParameters: { groupId: "sg-1" },
  };
}

/**
 * `fault` is asked before each call and may throw; `endsAs` is the state in which a store's queries end. `asked` are the statements in the order
 * in which they were started.
 */
export function memoryLake(
  now: () => Date,
  options: {
    readonly fault?: (operation: LakeOperation, store: EventDataStore) => void;
    readonly endsAs?: (store: EventDataStore) => string;
  } = {},
) {
  const events = new Map<string, LakeEvent[]>();
  const oddRows: string[] = [];
  const asked: string[] = [];
  const cancelled: string[] = [];
  const lake = (store: EventDataStore): Lake => {
    const queries = new Map<string, Query>();
    const queryOf = (id: string): Query => {
      const query = queries.get(id);
      if (query === undefined) throw new Error(`there is no query ${id}`);
      return query;
    };
    return {
      start: async (statement) => {
        options.fault?.("start", store);
        asked.push(statement);
        const id = `q-${asked.length}`;
        const rows = [...found(events.get(store.arn) ?? [], statement, now()), ...oddRows];
        queries.set(id, { rows, startedAt: now().getTime(), ended: undefined });
        return id;
      },
      state: async (id) => {
        options.fault?.("state", store);
        const query = queryOf(id);
        const passed = now().getTime() - query.startedAt;
        if (passed < queuedMs) return { state: "QUEUED", words: undefined };
        if (passed < queuedMs + runningMs) return { state: "RUNNING", words: undefined };
        query.ended = options.endsAs?.(store) ?? "FINISHED";
        return { state: query.ended, words: query.ended === "FINISHED" ? undefined : "no reason" };
      },
      page: async (id, token) => {
        options.fault?.("page", store);
        const { rows, ended } = queryOf(id);
        if (ended !== "FINISHED") throw new Error("pages of a query that is not finished");
        const start = Number(token ?? 0);
        const next = start + rowsOnAPage < rows.length ? String(start + rowsOnAPage) : undefined;
        return { rows: rows.slice(start, start + rowsOnAPage), next };
      },
      cancel: async (id) => {
        options.fault?.("cancel", store);
        cancelled.push(id);
      },
    };
  };
  return {
    lake,
    asked,
    cancelled,
    /** Rows that every answer has besides. */
    oddRows,
    happens: (arn: string, ...more: LakeEvent[]) => {
      events.set(arn, [...(events.get(arn) ?? []), ...more]);
    },
  };
}

/** Reads the window out of the statement, as Lake does. */
function found(events: readonly LakeEvent[], statement: string, now: Date): string[] {
  const [, from, to] = /eventTime > '([^']+)' AND eventTime <= '([^']+)'$/.exec(statement) ?? [];
  if (from === undefined || to === undefined) throw new Error(`not understood: ${statement}`);
  const [after, until] = [Date.parse(`${from}Z`), Date.parse(`${to}Z`)];
  return events
    .filter(({ at, seenAfterMinutes = 2 }) => {
      const happened = Date.parse(at);
      const isSeen = happened + seenAfterMinutes * 60_000 <= now.getTime();
      return isSeen && happened > after && happened <= until;
    })
    .map((event) => JSON.stringify(recordOf(event)));
}
