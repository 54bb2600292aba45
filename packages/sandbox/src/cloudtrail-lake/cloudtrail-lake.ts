// CloudTrail Lake and LookupEvents, which moto lacks: event data stores, queries, the recent events. CloudTrail's trails stay moto's.
import type { AwsCall } from "../aws-call";
import type { Faults } from "../faults";
import { errorAnswer, jsonAnswer } from "../gateway/error-answer";
import { type Answer, MotoRefused, type Place } from "../gateway/moto-client";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import type { ReceivedCall } from "../gateway/received-call";
import { newEventDataStores } from "./event-data-stores";
import { newEventRecords } from "./event-records";
import { LakeRefused } from "./lake-refused";
import { lookupOperations } from "./lookup-events";
import type { LakeParts } from "./operation";
import { newQueries } from "./queries";
import { queryOperations } from "./query-operations";
import { storeOperations } from "./store-operations";

export type CloudTrailLakeOptions = {
  readonly organizations: OrganizationLookup;
  readonly faults: Pick<Faults, "draw">;
  readonly now: () => Date;
  readonly newId: () => string;
  /** How long after its call a record can be found; two minutes unless it is given. */
  readonly delayMilliseconds?: number;
};

export type CloudTrailLake = {
  /** The answer to a call about event data stores, queries or recent events; undefined for all others. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
  /** Takes in what an account's default bus got, if it is a record of CloudTrail. */
  readonly take: (
    event: { readonly "detail-type": string; readonly detail: Readonly<Record<string, unknown>> },
    place: Place,
  ) => void;
  /** A call as policies judge it: calls about a query are about the query's store, which they need not name. */
  readonly withStore: (call: AwsCall) => AwsCall;
};

const operations = { ...storeOperations, ...queryOperations, ...lookupOperations };

/** No store and no record at the start; it keeps both in memory. */
export function newCloudTrailLake(options: CloudTrailLakeOptions): CloudTrailLake {
  const { now, delayMilliseconds = 120_000 } = options;
  const records = newEventRecords(now, delayMilliseconds);
  const queries = newQueries(now);
  const parts: LakeParts = { ...options, records, queries, stores: newEventDataStores(now) };
  return {
    answer: async (call, requestId) => {
      const operation = operations[call.operation];
      if (!operation) return undefined;
      try {
        return jsonAnswer(await operation(call.parameters, placeOf(call), parts));
      } catch (error) {
        if (error instanceof LakeRefused) return errorAnswer(call.protocol, error.refusal, requestId);
        if (error instanceof MotoRefused) return errorAnswer(call.protocol, error, requestId);
        throw error;
      }
    },
    take: ({ "detail-type": type, detail }, place) => {
      if (type.endsWith(" via CloudTrail")) records.add(detail, place);
    },
    withStore: (call) => {
      const query = queries.of(placeOf(call)).find(({ id }) => id === call.parameters.QueryId);
      if (call.service !== "cloudtrail" || !query) return call;
      return { ...call, parameters: { ...call.parameters, EventDataStore: query.storeArn } };
    },
  };
}

function placeOf({ principal, region }: AwsCall): Place {
  return { accountId: principal.accountId, region };
}
