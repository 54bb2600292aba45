// The files of the inventory as a table for Athena. What became of runs is no table: their ids have colons, which Athena's paths do not.
import type { Construct } from "constructs";
import { AthenaTables } from "./athena-tables";

export type InventoryTablesProps = {
  /** Its physical name. */
  readonly bucket: string;
  /** How long there are files. */
  readonly keptDays: number;
};

/** A line of `AWSRecon/…` (packages/core/src/inventory/resource.ts). */
const columns = [
  { name: "run", type: "string", comment: "The run that saw it: when it began (ISO 8601, UTC)" },
  { name: "account", type: "string", comment: "The account's id" },
  { name: "region", type: "string", comment: "global for what belongs to no region" },
  { name: "service", type: "string", comment: "As in IAM's actions: ec2" },
  { name: "kind", type: "string", comment: "ec2/instance, or a type of CloudFormation" },
  { name: "id", type: "string", comment: "Unique among its kind in its account and region" },
  { name: "arn", type: "string", comment: "Its ARN, where it has one" },
  { name: "name", type: "string", comment: "Its name, where it has one" },
  { name: "tags", type: "map<string,string>", comment: "Its tags" },
  { name: "raw", type: "string", comment: "What AWS answered, as JSON: json_extract_scalar(raw, '$.State')" },
] as const;

/** One row for each resource and run, in folders by day. */
export class InventoryTables extends AthenaTables {
  constructor(scope: Construct, id: string, { bucket, keptDays }: InventoryTablesProps) {
    super(scope, id, {
      database: "orgwatch_inventory",
      workgroup: "orgwatch-inventory",
      about: "the inventory found",
      bucket,
      tables: [
        {
          name: "aws_resources",
          comment: "What exists: one row for each resource and run",
          prefix: "AWSRecon/",
          columns,
          // Keys of tags, and of what AWS answered, may differ by case alone.
          caseSensitive: true,
          partition: { days: keptDays, format: "yyyy/MM/dd", example: "2030/01/31", isPlain: true },
        },
      ],
    });
  }
}
