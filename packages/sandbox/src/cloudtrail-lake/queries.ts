// The queries of all accounts and regions: each waits, runs and ends, and an account has ten at most that have not ended.
import type { Place } from "../gateway/moto-client";
import { LakeRefused } from "./lake-refused";
import type { Row } from "./run-statement";

export type QueryStatus = "QUEUED" | "RUNNING" | "FINISHED" | "FAILED" | "TIMED_OUT" | "CANCELLED";

export type NewQuery = {
  readonly id: string;
  readonly place: Place;
  readonly storeArn: string;
  readonly statement: string;
  readonly createdAt: Date;
  readonly end: "FINISHED" | "FAILED" | "TIMED_OUT";
  readonly scanned: number;
  readonly rows: readonly Row[];
};
export type LakeQuery = NewQuery & { readonly looks: number; readonly cancelled: boolean };

export type Queries = {
  /** Throws LakeRefused when the account has ten that have not ended. */
  readonly start: (query: NewQuery) => void;
  /** Throws LakeRefused when the place has none of this id. */
  readonly get: (place: Place, id: string) => LakeQuery;
  /** The same, and somebody has looked how it stands. Answers it as it stood. */
  readonly look: (place: Place, id: string) => LakeQuery;
  /** Throws LakeRefused when it has ended. */
  readonly cancel: (place: Place, id: string) => LakeQuery;
  /** Oldest first. */
  readonly of: (place: Place) => readonly LakeQuery[];
  readonly statusOf: (query: LakeQuery) => QueryStatus;
};

const mostAtOnce = 10;
/** Nobody has to look: after this time a query has ended by itself. */
const longestMilliseconds = 60_000;
const mostKept = 100;

/**
 * Keeps the last hundred queries. One is queued at the first look, runs at the second, and has ended at the third; one that finds nothing has
 * ended at the second.
 */
export function newQueries(now: () => Date): Queries {
  const all = new Map<string, LakeQuery>();
  const statusOf: Queries["statusOf"] = ({ cancelled, looks, createdAt, end, rows }) => {
    if (cancelled) return "CANCELLED";
    if (looks >= (rows.length > 0 ? 2 : 1) || now().getTime() - createdAt.getTime() >= longestMilliseconds)
      return end;
    return looks === 0 ? "QUEUED" : "RUNNING";
  };
  const isActive = (query: LakeQuery) => ["QUEUED", "RUNNING"].includes(statusOf(query));
  const of: Queries["of"] = ({ accountId, region }) =>
    [...all.values()].filter(({ place }) => place.accountId === accountId && place.region === region);
  const get: Queries["get"] = (place, id) => {
    const query = of(place).find((each) => each.id === id);
    if (!query) throw new LakeRefused("QueryIdNotFoundException", `There is no query ${id}.`);
    return query;
  };
  return {
    of,
    get,
    statusOf,
    start: (query) => {
      const { accountId } = query.place;
      const active = [...all.values()].filter((each) => each.place.accountId === accountId && isActive(each));
      if (active.length >= mostAtOnce) throw tooMany();
      all.set(query.id, { ...query, looks: 0, cancelled: false });
      const [oldest] = all.keys();
      if (all.size > mostKept && oldest !== undefined) all.delete(oldest);
    },
    look: (place, id) => {
      const query = get(place, id);
      all.set(id, { ...query, looks: query.looks + 1 });
      return query;
    },
    cancel: (place, id) => {
      const query = get(place, id);
      if (!isActive(query)) throw new LakeRefused("InactiveQueryException", `The query ${id} has ended.`);
      const cancelled = { ...query, cancelled: true };
      all.set(id, cancelled);
      return cancelled;
    },
  };
}

function tooMany(): LakeRefused {
  const message = `You are already running the maximum number of concurrent queries, ${mostAtOnce}.`;
  return new LakeRefused("MaxConcurrentQueriesException", message);
}
