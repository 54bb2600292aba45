// DynamoDB as the table of support cases uses it: items by key, written only over older ones, and queries of all pages.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  paginateQuery,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Item } from "../table-item";
import { tableProblem } from "../table-problem";
import type { Written } from "./case-table";

/** The calls to one table. `put` throws DynamoDB's own errors; the others TryLater, or what DynamoDB calls invalid. */
export type ItemAccess = ReturnType<typeof itemAccess>;

/** The few calls that the table of support cases needs, with their problems in our words. */
export function itemAccess(client: DynamoDBClient, tableName: string) {
  const put = async (item: Item, condition: Omit<PutItemCommandInput, "TableName" | "Item"> = {}) => {
    await client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition }));
  };
  const problem = (error: unknown) => tableProblem(tableName, error);
  return {
    put,
    get: async (caseId: string, item: string): Promise<Item | undefined> => {
      const key = { caseId: { S: caseId }, item: { S: item } };
      const command = new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true });
      const { Item } = await client.send(command).catch((error: unknown) => {
        throw problem(error);
      });
      return Item;
    },
    /** Writes unless the item that is there has the same time in `field`, or a later one. */
    putLater: async (item: Item, field: string, time: string): Promise<Written> => {
      try {
        await put(item, {
          ConditionExpression: "attribute_not_exists(#time) OR #time < :time",
          ExpressionAttributeNames: { "#time": field },
          ExpressionAttributeValues: { ":time": { S: time } },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        });
        return "stored";
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw problem(error);
        return error.Item?.[field]?.S === time ? "same" : "older";
      }
    },
    /** Writes if `field` still is what it was (undefined: no item). False: somebody else wrote. */
    putUnchanged: async (item: Item, field: string, before: string | undefined): Promise<boolean> => {
      try {
        await put(item, {
          ConditionExpression: before === undefined ? "attribute_not_exists(#time)" : "#time = :time",
          ExpressionAttributeNames: { "#time": field },
          ...(before === undefined ? {} : { ExpressionAttributeValues: { ":time": { S: before } } }),
        });
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw problem(error);
      }
    },
    query: async function* (input: Omit<QueryCommandInput, "TableName">): AsyncGenerator<Item> {
      try {
        for await (const page of paginateQuery({ client }, { TableName: tableName, ...input }))
          yield* page.Items ?? [];
      } catch (error) {
        throw problem(error);
      }
    },
  };
}
