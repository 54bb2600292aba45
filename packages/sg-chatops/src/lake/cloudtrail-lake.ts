// CloudTrail Lake over the AWS SDK, as the role that may read the event data stores.
import {
  CancelQueryCommand,
  CloudTrailClient,
  DescribeQueryCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudtrail";
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import type { RoleCredentials } from "@orgwatch/core/organization/role-sessions";
import type { EventDataStore } from "./event-data-store";
import { type Lake, LakeRefused } from "./lake-api";

/** The most that Lake puts into a page. */
const pageSize = 1000;

/** The Lake of each region, where its stores live; one client for each. Four tries of 8 s leave time to say why. */
export function lakesAs(credentials: () => Promise<RoleCredentials>): (store: EventDataStore) => Lake {
  const lakes = new Map<string, Lake>();
  return ({ region }) => {
    const lake = lakes.get(region) ?? cloudTrailLake(new CloudTrailClient(configIn(region, credentials)));
    lakes.set(region, lake);
    return lake;
  };
}

function configIn(region: string, credentials: () => Promise<RoleCredentials>) {
  return {
    region,
    credentials,
    maxAttempts: 4,
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: 1000, requestTimeout: 8000, throwOnRequestTimeout: true },
  };
}

/** The Lake behind a client. A query that is started twice, because an answer was lost, costs money and nothing else. */
export function cloudTrailLake(client: CloudTrailClient): Lake {
  return {
    start: async (QueryStatement) => {
      const { QueryId } = await asked(client.send(new StartQueryCommand({ QueryStatement })));
      if (QueryId === undefined) throw new TryLater("CloudTrail Lake started a query without an id");
      return QueryId;
    },
    state: async (QueryId) => {
      const answer = await asked(client.send(new DescribeQueryCommand({ QueryId })));
      return { state: answer.QueryStatus ?? "unknown", words: answer.ErrorMessage };
    },
    page: async (QueryId, NextToken) => {
      const command = new GetQueryResultsCommand({ QueryId, NextToken, MaxQueryResults: pageSize });
      const { QueryResultRows = [], NextToken: next } = await asked(client.send(command));
      return { rows: QueryResultRows.map(eventJsonOf), next: next || undefined };
    },
    cancel: async (QueryId) => {
      await asked(client.send(new CancelQueryCommand({ QueryId })));
    },
  };
}

/** A row is a list of columns, each an object of one name and its text. */
function eventJsonOf(columns: readonly Readonly<Record<string, string>>[]): string {
  const values = columns.flatMap((column) => Object.entries(column));
  return values.find(([name]) => name.toLowerCase() === "eventjson")?.[1] ?? "";
}

async function asked<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw lakeProblem(error);
  }
}

/** What waiting does not mend. Everything else may pass: throttles, MaxConcurrentQueriesException, outages, lost connections. */
const refusals = new Set([
  "EventDataStoreARNInvalidException",
  "EventDataStoreNotFoundException",
  "InactiveEventDataStoreException",
  "InsufficientEncryptionPolicyException",
  "InvalidParameterException",
  "InvalidQueryStatementException",
  "NoManagementAccountSLRExistsException",
  "OperationNotPermittedException",
  "QueryIdNotFoundException",
  "UnsupportedOperationException",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
]);

function lakeProblem(error: unknown): unknown {
  if (error instanceof TryLater || error instanceof NeverAgain) return error;
  if (error instanceof RoleRefused && error.refusal !== "unavailable")
    return new LakeRefused(error.message, { cause: error });
  const name = error instanceof Error ? error.name : "";
  if (refusals.has(name) || /^AccessDenied/.test(name))
    return new LakeRefused(`CloudTrail Lake refused: ${name}`, { cause: error });
  return new TryLater("CloudTrail Lake cannot be used now", { cause: error });
}
