// Understands a signed request: which protocol it speaks, which operation it asks for, and with which parameters.
import type { Principal } from "../aws-call";
import { readDomainPath, searchDomainArn, titled } from "../search-domain/domain-path";
import { readQueryForm } from "./query-form";
import { readRecord } from "./read-json";
import type { Protocol, ReceivedCall, RequestHead, Scope } from "./received-call";
import { readRestOperation } from "./rest-operations";
import { readS3Operation } from "./s3-operations";

/** Never throws: a request that is not understood gets its method and path as operation and no parameters. */
export function readCall(head: RequestHead, scope: Scope, principal: Principal, body: Buffer): ReceivedCall {
  const url = new URL(head.target, "http://localhost");
  const query = new URLSearchParams([...url.searchParams, ...formOf(head, body)]);
  const protocol = protocolOf(head, scope.service, query);
  return {
    service: scope.service,
    region: scope.region,
    accessKeyId: scope.accessKeyId,
    principal,
    protocol,
    head,
    body,
    ...asked(protocol, head, scope, url, query, body),
  };
}

type Asked = Pick<ReceivedCall, "operation" | "parameters">;

function asked(
  protocol: Protocol,
  head: RequestHead,
  { service, region }: Scope,
  url: URL,
  query: URLSearchParams,
  body: Buffer,
): Asked {
  switch (protocol) {
    case "json":
      return {
        operation: headerOf(head, "x-amz-target").split(".").at(-1) ?? "",
        parameters: readRecord(body.toString()),
      };
    case "query":
    case "ec2":
      return { operation: query.get("Action") ?? "", parameters: readQueryForm(query) };
    case "cbor":
      return { operation: url.pathname.split("/operation/").at(-1) ?? "", parameters: {} };
    case "s3":
      return readS3Operation(head.method, url);
    case "rest-xml":
    case "rest-json": {
      const search = service === "es" ? readSearchRequest(head.method, url.pathname, region) : undefined;
      if (search) return search;
      const { operation, parameters } = readRestOperation(service, head.method, url);
      return {
        operation,
        parameters: {
          ...queryParameters(url.searchParams),
          ...readRecord(body.toString()),
          ...parameters,
        },
      };
    }
  }
}

/** A name that comes more than once has a list of texts. */
function queryParameters(query: URLSearchParams): ReceivedCall["parameters"] {
  const named = [...new Set(query.keys())].map((name) => [name, query.getAll(name)] as const);
  return Object.fromEntries(named.map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
}

/** Requests to a search domain are named as IAM's actions are; their bodies are nobody's parameters. */
function readSearchRequest(method: string, pathname: string, region: string): Asked | undefined {
  const found = readDomainPath(pathname);
  if (!found) return undefined;
  const DomainArn = searchDomainArn({ accountId: found.accountId, region }, found.domain);
  return { operation: `ESHttp${titled(method)}`, parameters: { DomainArn, Path: found.path } };
}

function protocolOf(head: RequestHead, service: string, query: URLSearchParams): Protocol {
  if (headerOf(head, "smithy-protocol") === "rpc-v2-cbor") return "cbor";
  if (headerOf(head, "x-amz-target")) return "json";
  if (service === "s3") return "s3";
  if (query.has("Action")) return service === "ec2" ? "ec2" : "query";
  return xmlServices.has(service) ? "rest-xml" : "rest-json";
}

const xmlServices = new Set(["cloudfront", "route53"]);

function formOf(head: RequestHead, body: Buffer): URLSearchParams {
  const isForm = headerOf(head, "content-type").startsWith("application/x-www-form-urlencoded");
  return new URLSearchParams(isForm ? body.toString() : "");
}

function headerOf(head: RequestHead, name: string): string {
  const value = head.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
