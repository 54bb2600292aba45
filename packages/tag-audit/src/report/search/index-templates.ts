// How OpenSearch reads our documents: one template for each kind, with the types of today's versions.
import type { AuditDocument, ViolatorDocument } from "@orgwatch/core/tag-audit/roll-up";

type Field =
  | { readonly type: "date" | "long" | "double" | "boolean" }
  | { readonly type: "keyword"; readonly ignore_above?: number }
  | { readonly type?: never; readonly properties: Readonly<Record<string, Field>> };
type Fields<Document> = { readonly [Name in keyof Document]-?: Field };

const date = { type: "date" } as const;
const long = { type: "long" } as const;
const keyword = { type: "keyword" } as const;
/** What others wrote may be long: above this it is kept, but not searched. Lucene's own limit is 32,766 bytes, at most 4 for a character. */
const words = { type: "keyword", ignore_above: 8000 } as const;
const truth = { type: "boolean" } as const;

const origin = { "@timestamp": date, run_id: keyword, account: words, account_id: keyword } as const;

const auditFields: Fields<AuditDocument> = {
  ...origin,
  tag_scheme: words,
  instances: long,
  violator_count: long,
  in_grace: long,
  exempt: long,
  at_report: long,
  at_warn: long,
  at_stop: long,
  at_terminate: long,
  warned: long,
  stopped: long,
  terminated: long,
  complete: truth,
  failed_regions: keyword,
};

const violatorFields: Fields<ViolatorDocument> = {
  ...origin,
  id: keyword,
  region: keyword,
  state: keyword,
  tags: words,
  age: { type: "double" },
  problems: words,
  status: keyword,
  first_seen: date,
  stage: keyword,
  next_stage: keyword,
  next_at: date,
  keeper: keyword,
  terminated: truth,
  acts: { properties: { what: keyword, outcome: keyword, words } },
};

/** The templates by the beginnings of the indexes that they are for; fields that they do not name are kept, and not indexed. */
export const indexTemplates = [
  { prefix: "aws-tag-audit", properties: auditFields },
  { prefix: "aws-tag-violator", properties: violatorFields },
] as const;

/** A template as OpenSearch takes it. */
export function templateOf({ prefix, properties }: (typeof indexTemplates)[number]) {
  return { index_patterns: [`${prefix}-*`], template: { mappings: { dynamic: false, properties } } };
}

/** The index of a day: `aws-tag-audit-2030.01.07`. */
export function indexOf(prefix: string, runId: string): string {
  return `${prefix}-${runId.slice(0, 10).replaceAll("-", ".")}`;
}
