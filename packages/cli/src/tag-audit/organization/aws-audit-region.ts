// The tag audit's home region over the AWS SDK.
import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { SFNClient } from "@aws-sdk/client-sfn";
import { objectOf } from "@orgwatch/core/table-item";
import { tableProblem } from "@orgwatch/core/table-problem";
import { keptCellsShape, lastCell } from "@orgwatch/core/tag-audit/kept-cells";
import { type Cell, runPlanShape } from "@orgwatch/core/tag-audit/violation";
import { auditKeys, violationTable } from "@orgwatch/core/tag-audit/violation-table";
import { bucketName, tableName } from "@orgwatch/manifest/names";
import { standardTagPolicy } from "@orgwatch/manifest/tag-policy";
import { awsSweep } from "../../aws-sweep";
import type { AuditRegion, Plans } from "./audit-region";

/** `callerArn` tells the account, which is in the bucket's name. */
export function awsAuditRegion(
  region: string,
  dynamodb: DynamoDBClient,
  {
    makeS3,
    makeSfn,
    callerArn,
  }: {
    readonly makeS3: () => S3Client;
    readonly makeSfn: () => SFNClient;
    readonly callerArn: () => Promise<string>;
  },
): AuditRegion {
  const table = tableName("tag-violations");
  return {
    // How long violations are kept matters to those who write them, and this program only reads.
    violations: violationTable(dynamodb, table, async () => standardTagPolicy.keepDays),
    cells: () =>
      scanCells(dynamodb, table).catch((error: unknown) => {
        throw tableProblem(table, error);
      }),
    plans: awsPlans(makeS3, async () => bucketName("tag-audit", (await callerArn()).split(":")[4] ?? "")),
    sweep: awsSweep(region, "tag-audit", makeSfn),
  };
}

/** The newest of each account and region. Cells are in no index: the whole table is read, which a person asks for now and then. */
async function scanCells(client: DynamoDBClient, table: string): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  const input = {
    TableName: table,
    FilterExpression: "begins_with(violationId, :cell)",
    ExpressionAttributeValues: { ":cell": { S: auditKeys.cell("", "").replace(/\/+$/, "/") } },
  };
  for await (const { Items = [] } of paginateScan({ client }, input))
    cells.push(...Items.flatMap((item) => lastCell(objectOf(keptCellsShape, item)) ?? []));
  return cells;
}

const planOf = /^runs\/([^/]+)\/plan\.json$/;

function awsPlans(makeS3: () => S3Client, bucket: () => Promise<string>): Plans {
  return {
    newest: async (beginning) => {
      const found: string[] = [];
      const asked = { Bucket: await bucket(), Prefix: `runs/${beginning}` };
      for await (const { Contents = [] } of paginateListObjectsV2({ client: makeS3() }, asked))
        found.push(...Contents.flatMap(({ Key = "" }) => planOf.exec(Key)?.[1] ?? []));
      // Runs are called by the time when they began.
      return found.toSorted().at(-1);
    },
    get: async (runId) => {
      try {
        const asked = { Bucket: await bucket(), Key: `runs/${runId}/plan.json` };
        const { Body } = await makeS3().send(new GetObjectCommand(asked));
        return runPlanShape.parse(JSON.parse((await Body?.transformToString()) ?? ""));
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  };
}
