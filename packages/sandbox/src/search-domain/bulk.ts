// `_bulk`: many documents in one request of lines, each with an answer and a status of its own.
import type { Faults } from "../faults";
import { isRecord, readJson, textOf } from "../gateway/read-json";
import { checkMapping, type Mapping } from "./check-mapping";
import type { SearchDocuments } from "./documents";
import { badRequest, SearchRefused } from "./search-refused";

export type BulkParts = {
  readonly documents: SearchDocuments;
  readonly mappingOf: (index: string) => Mapping;
  /** Faults of `es` `bulk-item` (throttle, error) refuse single documents. */
  readonly faults: Pick<Faults, "draw">;
  readonly newId: () => string;
};

/** The answer to the lines of a request; `index` is the path's. @throws SearchRefused when the request as a whole cannot be read. */
export function runBulk(
  body: string,
  index: string | undefined,
  parts: BulkParts,
): Readonly<Record<string, unknown>> {
  const items = readActions(body).map((action) => runAction(action, index, parts));
  return {
    took: 1,
    errors: items.some((item) => Object.values(item).some(({ error }) => error !== undefined)),
    items,
  };
}

type Action = {
  readonly verb: "create" | "delete" | "index";
  readonly index: string | undefined;
  readonly id: string | undefined;
  readonly source: Readonly<Record<string, unknown>>;
};
/** By its verb: where the document lies, and what became of it. */
type Item = Readonly<Record<string, { readonly status: number; readonly error?: unknown } & Json>>;
type Json = Readonly<Record<string, unknown>>;

function readActions(body: string): readonly Action[] {
  if (!body.endsWith("\n")) throw badRequest("The bulk request must be terminated by a newline [\\n]");
  const lines = body.slice(0, -1).split("\n");
  const actions: Action[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [entry] = Object.entries(recordIn(lines, at));
    const [verb, about] = entry ?? [];
    if ((verb !== "create" && verb !== "delete" && verb !== "index") || !isRecord(about))
      throw badRequest(
        `Malformed action/metadata line [${at + 1}], the sandbox takes create, delete and index`,
      );
    const named = { index: textOf(about._index), id: textOf(about._id) };
    if (verb !== "delete") at += 1;
    actions.push({ verb, ...named, source: verb === "delete" ? {} : recordIn(lines, at) });
  }
  return actions;
}

function recordIn(lines: readonly string[], at: number): Readonly<Record<string, unknown>> {
  const record = readJson(lines[at] ?? "");
  if (!isRecord(record)) throw badRequest(`Malformed line [${at + 1}], expected a JSON object`);
  return record;
}

function runAction(
  { verb, source, ...named }: Action,
  pathIndex: string | undefined,
  parts: BulkParts,
): Item {
  const index = named.index ?? pathIndex ?? "";
  const id = named.id ?? parts.newId();
  const place = { _index: index, _id: id };
  try {
    checkIndex(index);
    drawFault(parts.faults);
    if (verb === "delete") {
      const found = parts.documents.remove(index, id);
      return { delete: { ...place, result: found ? "deleted" : "not_found", status: found ? 200 : 404 } };
    }
    if (verb === "create" && parts.documents.get(index, id))
      throw new SearchRefused(
        409,
        "version_conflict_engine_exception",
        `[${id}]: version conflict, document already exists (current version [1])`,
      );
    checkMapping(source, parts.mappingOf(index));
    const { document, isNew } = parts.documents.put(index, id, source);
    const result = isNew ? "created" : "updated";
    return { [verb]: { ...place, _version: document.version, result, status: isNew ? 201 : 200 } };
  } catch (error) {
    if (!(error instanceof SearchRefused)) throw error;
    const { status, type, message: reason } = error;
    return { [verb]: { ...place, status, error: { type, reason, index } } };
  }
}

function drawFault(faults: Pick<Faults, "draw">): void {
  const fault = faults.draw("es", "bulk-item", ["throttle", "error"]);
  if (!fault) return;
  throw fault.kind === "throttle"
    ? new SearchRefused(
        fault.status ?? 429,
        "rejected_execution_exception",
        "rejected execution of coordinating operation on request",
      )
    : new SearchRefused(
        fault.status ?? 503,
        "unavailable_shards_exception",
        "primary shard is not active on request",
      );
}

/** @throws SearchRefused for a name that OpenSearch does not take. */
function checkIndex(index: string): void {
  if (index === "") throw badRequest("an index must be specified");
  const words = /[A-Z]/.test(index)
    ? "must be lowercase"
    : /^[-_+]|[\s"*\\<|,>/?#:]/.test(index)
      ? "must not contain the following characters or begin with '_', '-', or '+'"
      : "";
  if (words !== "")
    throw new SearchRefused(400, "invalid_index_name_exception", `Invalid index name [${index}], ${words}`);
}
