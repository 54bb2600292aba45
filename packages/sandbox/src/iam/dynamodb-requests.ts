// DynamoDB's calls: batches and transactions are judged table by table, queries on an index by the index alone.
import type { AwsCall } from "../aws-call";
import { arnOf } from "./arn";
import { objectOf, objectsOf, textOf } from "./parameter-of";
import type { AccessRequest } from "./requests-of";

/** What a DynamoDB call must be allowed to do; undefined for calls without a table (PartiQL, backups). */
export function dynamodbRequests(call: AwsCall): readonly AccessRequest[] | undefined {
  const ask = (table: string, operation = call.operation): AccessRequest => ({
    action: `dynamodb:${operation}`,
    resource: tableArn(call, table),
  });
  if (call.operation === "ListTables") return [{ action: "dynamodb:ListTables", resource: "*" }];
  if (call.operation.startsWith("Transact")) return transactionRequests(call, ask);
  const batch = /^Batch(Get|Write)Item$/.test(call.operation);
  if (batch) return Object.keys(objectOf(call.parameters, "RequestItems") ?? {}).map((table) => ask(table));
  const table = textOf(call.parameters, "TableName");
  if (table === undefined) return undefined;
  const index = textOf(call.parameters, "IndexName");
  const request = ask(table);
  return [index === undefined ? request : { ...request, resource: `${request.resource}/index/${index}` }];
}

/** A transaction needs the permission of each of its parts: `dynamodb:PutItem`, `dynamodb:ConditionCheckItem`, … */
function transactionRequests(
  call: AwsCall,
  ask: (table: string, operation: string) => AccessRequest,
): readonly AccessRequest[] | undefined {
  const requests = objectsOf(call.parameters, "TransactItems")?.flatMap((item) =>
    Object.entries(partOperations).flatMap(([part, operation]) => {
      const table = textOf(objectOf(item, part) ?? {}, "TableName");
      return table === undefined ? [] : [ask(table, operation)];
    }),
  );
  return requests === undefined || requests.length === 0 ? undefined : requests;
}

const partOperations = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

function tableArn(call: AwsCall, table: string): string {
  if (table.startsWith("arn:")) return table;
  const place = { region: call.region, accountId: call.principal.accountId };
  return arnOf("dynamodb", place, `table/${table}`);
}
