// The table `security-group-state`: small things that Orgwatch must remember beside the changes themselves. Their owners parse them.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { tableProblem } from "../table-problem";

/** A value (JSON) as it was read; `revision` is what `save` compares. */
export type SavedState = { readonly value: unknown; readonly revision: number };

/** Both throw TryLater while the table cannot be used. */
export type StateTable = {
  readonly read: (key: string) => Promise<SavedState | undefined>;
  /** Writes if nobody wrote since `before` was read. False: somebody did. Forgotten `keepDays` after `now`. */
  readonly save: (
    key: string,
    value: unknown,
    before: SavedState | undefined,
    options: { readonly now: Date; readonly keepDays: number },
  ) => Promise<boolean>;
};

/** The keys: the rules of a group as they were, what became of reading an account's rules, a burst of changes that share a thread, and how far an event data store has been read. */
export const stateKeys = {
  rules: (accountId: string, region: string, groupId: string) => `rules/${accountId}/${region}/${groupId}`,
  burst: (accountId: string, principal: string) => `burst/${accountId}/${principal}`,
  rulesResult: (accountId: string) => `rules-result/${accountId}`,
  lake: (eventDataStore: string) => `lake/${eventDataStore}`,
} as const;

/** The state in DynamoDB. */
export function stateTable(client: DynamoDBClient, tableName: string): StateTable {
  const problem = (error: unknown) => tableProblem(tableName, error);
  return {
    read: async (key) => {
      const command = new GetItemCommand({
        TableName: tableName,
        Key: { key: { S: key } },
        ConsistentRead: true,
      });
      const { Item } = await client.send(command).catch((error: unknown) => {
        throw problem(error);
      });
      return Item && { value: JSON.parse(Item.value?.S ?? "null"), revision: Number(Item.revision?.N) };
    },
    save: async (key, value, before, { now, keepDays }) => {
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              key: { S: key },
              value: { S: JSON.stringify(value) },
              revision: { N: String((before?.revision ?? 0) + 1) },
              forgetAt: { N: String(Math.floor(now.getTime() / 1000) + keepDays * 24 * 3600) },
            },
            ...(before
              ? {
                  ConditionExpression: "revision = :before",
                  ExpressionAttributeValues: { ":before": { N: String(before.revision) } },
                }
              : {
                  ConditionExpression: "attribute_not_exists(#key)",
                  ExpressionAttributeNames: { "#key": "key" },
                }),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw problem(error);
      }
    },
  };
}
