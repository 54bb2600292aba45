// CloudTrail Lake's calls: whatever is done with a query is judged on the event data store that it reads.
import type { AwsCall } from "../aws-call";
import { storeArn } from "../cloudtrail-lake/event-data-stores";
import { storeIn } from "../cloudtrail-lake/read-statement";
import { textOf } from "./parameter-of";
import type { AccessRequest } from "./requests-of";

const onStores = new Set([
  "CancelQuery",
  "DeleteEventDataStore",
  "DescribeQuery",
  "GetEventDataStore",
  "GetQueryResults",
  "ListQueries",
  "UpdateEventDataStore",
]);

/** What a call of CloudTrail Lake, or LookupEvents, must be allowed to do; undefined for CloudTrail's other calls, and for a query that does not exist. */
export function lakeRequests(call: AwsCall): readonly AccessRequest[] | undefined {
  const action = `cloudtrail:${call.operation}`;
  if (/^(ListEventDataStores|LookupEvents)$/.test(call.operation)) return [{ action, resource: "*" }];
  const store = storeNamed(call);
  if (store === undefined) return undefined;
  const place = { accountId: call.principal.accountId, region: call.region };
  return [{ action, resource: storeArn(place, store) }];
}

function storeNamed(call: AwsCall): string | undefined {
  if (call.operation === "StartQuery") return storeIn(textOf(call.parameters, "QueryStatement") ?? "");
  return onStores.has(call.operation) ? textOf(call.parameters, "EventDataStore") : undefined;
}
