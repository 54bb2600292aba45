// The operations on queries.
import * as z from "zod";
import { type EventDataStore, keeps } from "./event-data-stores";
import type { EventRecord } from "./event-records";
import { LakeRefused } from "./lake-refused";
import { type LakeParts, type Operation, operation, pageOf, seconds } from "./operation";
import type { NewQuery } from "./queries";
import { readStatement } from "./read-statement";
import { runStatement } from "./run-statement";
import { active } from "./store-operations";

const queryName = { QueryId: z.string().regex(/^[a-f0-9-]{36}$/), EventDataStore: z.string().optional() };

const startQuery = operation(
  // Templates and results in S3 are not for the sandbox.
  z.strictObject({ QueryStatement: z.string().min(1).max(10_000) }),
  async ({ QueryStatement: text }, place, parts) => {
    const statement = readStatement(text);
    const store = active(parts.stores.get(place, statement.storeId));
    const records = await recordsIn(store, parts);
    const id = parts.newId();
    parts.queries.start({
      id,
      place,
      storeArn: store.arn,
      statement: text,
      createdAt: parts.now(),
      end: endOf(parts),
      scanned: records.length,
      rows: runStatement(statement, records),
    });
    return { QueryId: id };
  },
);

const describeQuery = operation(z.strictObject(queryName), ({ QueryId }, place, { queries }) => {
  const query = queries.look(place, QueryId);
  const { statement, createdAt, scanned, rows } = query;
  const status = queries.statusOf(query);
  return {
    QueryId,
    QueryString: statement,
    QueryStatus: status,
    QueryStatistics: {
      EventsMatched: status === "FINISHED" ? rows.length : 0,
      EventsScanned: status === "FINISHED" ? scanned : 0,
      CreationTime: seconds(createdAt),
    },
    ErrorMessage: errorOf(status),
  };
});

const getQueryResults = operation(
  z.strictObject({ ...queryName, NextToken: z.string().optional(), MaxQueryResults: z.number().optional() }),
  (input, place, { queries }) => {
    const size = input.MaxQueryResults ?? 1000;
    if (!(Number.isInteger(size) && size >= 1 && size <= 1000))
      throw new LakeRefused("InvalidMaxResultsException", "MaxQueryResults must be from 1 to 1000.");
    const query = queries.look(place, input.QueryId);
    const status = queries.statusOf(query);
    if (status !== "FINISHED") return { QueryStatus: status, ErrorMessage: errorOf(status) };
    const { page, NextToken } = pageOf(query.rows, size, input.NextToken);
    const statistics = { ResultsCount: page.length, TotalResultsCount: query.rows.length };
    return { QueryStatus: status, QueryStatistics: statistics, QueryResultRows: page, NextToken };
  },
);

const cancelQuery = operation(z.strictObject(queryName), ({ QueryId }, place, { queries }) => {
  const query = queries.cancel(place, QueryId);
  return { QueryId, QueryStatus: queries.statusOf(query) };
});

const listQueries = operation(
  z.strictObject({
    EventDataStore: z.string(),
    QueryStatus: z.string().optional(),
    StartTime: z.number().optional(),
    EndTime: z.number().optional(),
    MaxResults: z.int().min(1).max(1000).default(1000),
    NextToken: z.string().optional(),
  }),
  (input, place, { stores, queries }) => {
    const { arn } = stores.get(place, input.EventDataStore);
    const { StartTime = 0, EndTime = Number.POSITIVE_INFINITY } = input;
    const found = queries
      .of(place)
      .filter(({ storeArn }) => storeArn === arn)
      .filter((query) => !input.QueryStatus || queries.statusOf(query) === input.QueryStatus)
      .filter(({ createdAt }) => seconds(createdAt) >= StartTime && seconds(createdAt) <= EndTime);
    const { page, NextToken } = pageOf(found.toReversed(), input.MaxResults, input.NextToken);
    const shown = page.map((query) => ({
      QueryId: query.id,
      QueryStatus: queries.statusOf(query),
      CreationTime: seconds(query.createdAt),
    }));
    return { Queries: shown, NextToken };
  },
);

/** By the API's names. */
export const queryOperations: Readonly<Record<string, Operation>> = {
  StartQuery: startQuery,
  DescribeQuery: describeQuery,
  GetQueryResults: getQueryResults,
  CancelQuery: cancelQuery,
  ListQueries: listQueries,
};

/** The records that the store has taken in and still keeps. */
async function recordsIn(store: EventDataStore, parts: LakeParts): Promise<readonly EventRecord[]> {
  const { accountId: owner, region: home } = store.place;
  const members = store.ofOrganization ? await parts.organizations.accountsOf(owner) : [];
  const accounts = new Set([owner, ...members.map(({ id }) => id)]);
  const now = parts.now();
  return parts.records
    .arrived()
    .filter(({ accountId, region }) => accounts.has(accountId) && (store.ofAllRegions || region === home))
    .filter(({ happenedAt }) => keeps(store, happenedAt, now));
}

/** A fault of the operation `RunQuery` hits the query itself: `error` makes it fail, `latency` makes it take too long. */
function endOf({ faults }: LakeParts): NewQuery["end"] {
  const fault = faults.draw("cloudtrail", "RunQuery", ["error", "latency"]);
  if (!fault) return "FINISHED";
  return fault.kind === "error" ? "FAILED" : "TIMED_OUT";
}

function errorOf(status: string): string | undefined {
  return status === "FAILED" ? "The query failed on request." : undefined;
}
