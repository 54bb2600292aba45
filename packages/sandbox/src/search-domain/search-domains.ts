// Amazon OpenSearch: a stand-in for the part of its API that Orgwatch and its tests use. What it does not know it refuses.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../faults";
import type { Answer } from "../gateway/moto-client";
import { isRecord, readRecord } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";
import { runBulk } from "./bulk";
import type { Mapping } from "./check-mapping";
import { newSearchDocuments, type SearchDocument, type SearchDocuments } from "./documents";
import { readDomainPath, searchDomainArn, titled } from "./domain-path";
import { findDocuments, fitsPattern, hitsOf } from "./search";
import { badRequest, SearchRefused } from "./search-refused";

type Json = Readonly<Record<string, unknown>>;

/** What a domain has by now. */
export type SearchState = {
  readonly documents: () => readonly SearchDocument[];
  /** Index templates by their names, as they were put. */
  readonly templates: () => Readonly<Record<string, Json>>;
};

export type SearchDomains = {
  /** The domain with this ARN; every domain exists, and is empty at first. */
  readonly of: (domainArn: string) => SearchState;
  /** The answer to a signed request below a domain's endpoint; undefined for others. */
  readonly answer: (call: ReceivedCall) => Answer | undefined;
};

type Domain = { readonly documents: SearchDocuments; readonly templates: Map<string, Json> };
type Request = {
  readonly method: string;
  readonly parts: readonly string[];
  readonly call: ReceivedCall;
  readonly domain: Domain;
};

/** Keeps all in memory. */
export function newSearchDomains(options: {
  readonly faults: Pick<Faults, "draw">;
  readonly newId: () => string;
}): SearchDomains {
  const domains = new Map<string, Domain>();
  const domainOf = (arn: string) => {
    const domain = domains.get(arn) ?? { documents: newSearchDocuments(), templates: new Map() };
    domains.set(arn, domain);
    return domain;
  };
  return {
    of: (arn) => ({
      documents: () => domainOf(arn).documents.all(),
      templates: () => Object.fromEntries(domainOf(arn).templates),
    }),
    answer: (call) => {
      const found = readDomainPath(new URL(call.head.target, "http://localhost").pathname);
      if (!found) return undefined;
      const domain = domainOf(
        searchDomainArn({ accountId: found.accountId, region: call.region }, found.domain),
      );
      const parts = found.path.split("/").slice(1).map(decodeURIComponent);
      return answering(() => run({ method: call.head.method, parts, call, domain }, options));
    },
  };
}

/** Amazon OpenSearch's answer to requests that nobody signed. */
export async function refuseUnsigned(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const action = `es:ESHttp${titled(request.method ?? "GET")}`;
  response.writeHead(403, { "content-type": "application/json" });
  const who = `User: anonymous is not authorized to perform: ${action}`;
  response.end(
    JSON.stringify({ Message: `${who} because no resource-based policy allows the ${action} action` }),
  );
}

function run(request: Request, options: Parameters<typeof newSearchDomains>[0]): Json {
  const { method, parts, call, domain } = request;
  const [first = "", second] = parts;
  const body = call.body.toString();
  if (first === "" && method !== "POST") return clusterInfo;
  if (first === "_index_template" && second !== undefined) return template(request, second);
  const index = first.startsWith("_") ? undefined : first;
  const operation = index === undefined ? first : (second ?? "");
  const found = () => findDocuments(domain.documents.all(), index, readRecord(body));
  switch (operation) {
    case "_bulk":
      checkType(call);
      return runBulk(body, index, { ...options, ...domain, mappingOf: (name) => mappingOf(domain, name) });
    case "_search":
      return hitsOf(found(), readRecord(body));
    case "_count":
      return { count: found().length };
    case "_refresh":
      return { _shards: { total: 1, successful: 1, failed: 0 } };
    default:
      throw badRequest(`no handler found for uri [/${parts.join("/")}] and method [${method}]`);
  }
}

function template({ method, call, domain: { templates } }: Request, name: string): Json {
  const known = templates.get(name);
  if (method === "PUT" || method === "POST") {
    const put = readRecord(call.body.toString());
    if (!Array.isArray(put.index_patterns) || put.index_patterns.length === 0)
      throw badRequest("Validation Failed: 1: index patterns are missing;");
    templates.set(name, put);
    return { acknowledged: true };
  }
  if (known === undefined)
    throw new SearchRefused(
      404,
      "resource_not_found_exception",
      `index template matching [${name}] not found`,
    );
  if (method !== "DELETE") return { index_templates: [{ name, index_template: known }] };
  templates.delete(name);
  return { acknowledged: true };
}

/** The mappings of the fitting template with the highest priority. */
function mappingOf({ templates }: Domain, index: string): Mapping {
  const priorityOf = ({ priority }: Json) => (typeof priority === "number" ? priority : 0);
  const [fitting] = [...templates.values()]
    .filter(
      ({ index_patterns: patterns }) =>
        Array.isArray(patterns) && patterns.some((pattern) => fitsPattern(String(pattern), index)),
    )
    .toSorted((one, other) => priorityOf(other) - priorityOf(one));
  const { mappings } = isRecord(fitting?.template) ? fitting.template : {};
  return isRecord(mappings) ? mappings : {};
}

function checkType({ head }: ReceivedCall): void {
  const type = head.headers["content-type"] ?? "";
  if (!/^application\/(x-ndjson|json)\b/.test(type))
    throw new SearchRefused(
      406,
      "media_type_header_exception",
      `Content-Type header [${type}] is not supported`,
    );
}

const clusterInfo = {
  name: "sandbox",
  cluster_name: "sandbox",
  version: { distribution: "opensearch", number: "2.19.0", lucene_version: "9.12.1" },
  tagline: "The OpenSearch Project: https://opensearch.org/",
};

function answering(work: () => Json): Answer {
  try {
    return json(200, work());
  } catch (error) {
    if (!(error instanceof SearchRefused)) throw error;
    const { status, type, message: reason } = error;
    const cause = { type, reason };
    return json(status, { error: { root_cause: [cause], ...cause }, status });
  }
}

function json(status: number, body: Json): Answer {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}
