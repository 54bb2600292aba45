// The columns of the tag audit's reports in S3, once for those who write the files and once for the tables over them in Glue and Athena.

/** A column: its name in each line's JSON, its type in Hive's words, and what it holds. Times are texts: `from_iso8601_timestamp` reads them. */
export type ReportColumn = { readonly name: string; readonly type: string; readonly comment: string };

/** Its files are `reports/<name>/date=<day of the run, UTC>/<run>.ndjson.gz`: one JSON object a line, gzip. */
export type ReportTable = {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ReportColumn[];
};

const run = [
  { name: "audited_at", type: "string", comment: "When the report was made (ISO 8601, UTC)" },
  { name: "run_id", type: "string", comment: "The run: when it began (ISO 8601, UTC)" },
  { name: "account", type: "string", comment: "The account's alias, else its name, else its id" },
  { name: "account_id", type: "string", comment: "The account's id" },
] as const;

/** One line for each account of a run. */
export const tagAuditTable = {
  name: "aws_tag_audit",
  comment: "Tag audits of EC2 instances: one row for each account and run",
  columns: [
    ...run,
    { name: "tag_scheme", type: "array<string>", comment: "The required tags" },
    { name: "instances", type: "bigint", comment: "Audited instances in the regions that could be read" },
    {
      name: "violator_count",
      type: "bigint",
      comment: "Violating instances that are past their grace period",
    },
    { name: "in_grace", type: "bigint", comment: "Violating instances in their grace period" },
    { name: "exempt", type: "bigint", comment: "Exempt instances" },
    { name: "at_report", type: "bigint", comment: "Violators that were only reported so far" },
    { name: "at_warn", type: "bigint", comment: "Violators whose owners were warned" },
    { name: "at_stop", type: "bigint", comment: "Violators that were stopped" },
    { name: "at_terminate", type: "bigint", comment: "Violators on which a termination was done" },
    { name: "warned", type: "bigint", comment: "Warnings that this run gave" },
    { name: "stopped", type: "bigint", comment: "Instances that this run stopped" },
    { name: "terminated", type: "bigint", comment: "Instances that this run terminated" },
    {
      name: "complete",
      type: "boolean",
      comment: "False: some regions could not be read, the numbers are too small",
    },
    { name: "failed_regions", type: "array<string>", comment: "The regions that could not be read" },
  ],
} as const satisfies ReportTable;

/** One line for each violation that a run saw. */
export const tagViolatorTable = {
  name: "aws_tag_violator",
  comment: "EC2 instances without their tags: one row for each instance and run",
  columns: [
    ...run,
    { name: "id", type: "string", comment: "The instance's id" },
    { name: "region", type: "string", comment: "Its region" },
    { name: "state", type: "string", comment: "Its state as the run saw it: running, stopping, stopped" },
    { name: "tags", type: "array<string>", comment: "Its tags as key=value" },
    { name: "age", type: "bigint", comment: "Minutes since it was created" },
    { name: "problems", type: "array<string>", comment: "What is wrong with its tags" },
    { name: "status", type: "string", comment: "open, or terminated by this run" },
    { name: "first_seen", type: "string", comment: "When the violation was seen first (ISO 8601, UTC)" },
    { name: "stage", type: "string", comment: "How far it has come: report, warn, stop, terminate" },
    { name: "next_stage", type: "string", comment: "What comes next; null: nothing" },
    { name: "next_at", type: "string", comment: "When that is due (ISO 8601, UTC)" },
    { name: "keeper", type: "string", comment: "What keeps it alive: auto-scaling, eks, …" },
    { name: "terminated", type: "boolean", comment: "Whether an act's outcome says that it was terminated" },
    {
      name: "acts",
      type: "array<struct<what:string,outcome:string,words:string>>",
      comment: "What this run did to it, and what became of that",
    },
  ],
} as const satisfies ReportTable;

/** Both tables. */
export const tagReportTables: readonly ReportTable[] = [tagAuditTable, tagViolatorTable];
