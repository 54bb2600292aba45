// What scenarios do with support cases and look at: the table, the sweep, a file of the trail.
import { gzipSync } from "node:zlib";
import { DynamoDBClient, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { stateMachineName, tableName } from "@orgwatch/manifest/names";
import { adminOf } from "../src/admin";
import type { Sandbox } from "../src/sandbox";

function home({ url, organization }: Sandbox) {
  return adminOf(url, organization.infrasecAccountId, organization.homeRegion);
}

/** The text attributes of an item of the table `support-cases`; undefined when it is not there. */
export async function storedItem(sandbox: Sandbox, caseId: string, item: string) {
  const dynamodb = new DynamoDBClient(home(sandbox));
  try {
    const { Item } = await dynamodb.send(
      new GetItemCommand({
        TableName: tableName("support-cases"),
        Key: { caseId: { S: caseId }, item: { S: item } },
        ConsistentRead: true,
      }),
    );
    return Item && Object.fromEntries(Object.entries(Item).map(([name, value]) => [name, value.S]));
  } finally {
    dynamodb.destroy();
  }
}

/** What was said in a case, in the order in which the table keeps it. */
export async function storedConversation(sandbox: Sandbox, caseId: string): Promise<(string | undefined)[]> {
  const dynamodb = new DynamoDBClient(home(sandbox));
  try {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName("support-cases"),
        KeyConditionExpression: "caseId = :case AND begins_with(#item, :communication)",
        ExpressionAttributeNames: { "#item": "item" },
        ExpressionAttributeValues: { ":case": { S: caseId }, ":communication": { S: "communication#" } },
      }),
    );
    return Items.map(({ body }) => body?.S);
  } finally {
    dynamodb.destroy();
  }
}

/** Starts a sweep as an operator does, and answers how it ended. */
export async function runSweep(
  sandbox: Sandbox,
  name: string,
  idle: () => Promise<void>,
): Promise<string | undefined> {
  const { infrasecAccountId, homeRegion } = sandbox.organization;
  const sfn = new SFNClient(home(sandbox));
  try {
    const machine = `arn:aws:states:${homeRegion}:${infrasecAccountId}:stateMachine:${stateMachineName(name)}`;
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: machine, input: "{}" }),
    );
    await idle();
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status;
  } finally {
    sfn.destroy();
  }
}

/** Puts a file of the organization's trail into its bucket. */
export async function putTrailFile(
  sandbox: Sandbox,
  name: string,
  records: readonly unknown[],
): Promise<void> {
  const s3 = new S3Client({ ...home(sandbox), forcePathStyle: true });
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: "acme-org-trail",
        Key: `AWSLogs/o-sandbox/111111111111/CloudTrail/us-east-1/2026/01/07/${name}.json.gz`,
        Body: gzipSync(JSON.stringify({ Records: records })),
      }),
    );
  } finally {
    s3.destroy();
  }
}
