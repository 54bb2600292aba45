// Names a REST request that reads, by the routes of the AWS SDK.
import { sdkRoutes } from "./sdk-routes";

/** The API's name and the labels of the path. */
export type RestOperation = {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
};

type Route = {
  readonly method: string;
  readonly path: RegExp;
  /** What the query must have; with an empty value, whatever value it has. */
  readonly query: readonly (readonly [string, string])[];
  readonly operation: string;
  readonly labels: number;
};

const compiled = new Map<string, readonly Route[]>();

/** Undefined for what changes something, for paths that no operation has, and for services outside the inventory. */
export function readSdkOperation(service: string, method: string, url: URL): RestOperation | undefined {
  for (const route of routesOf(service)) {
    if (route.method !== method || !hasQuery(route, url)) continue;
    const match = route.path.exec(url.pathname);
    if (match)
      return { operation: route.operation, parameters: mapped(match.groups ?? {}, decodeURIComponent) };
  }
  return undefined;
}

/** The API's name of what reads a bucket's subresource, e.g. `GetBucketPolicyStatus` of `policyStatus`. */
export function bucketOperation(subresource: string): string | undefined {
  const route = (sdkRoutes.s3 ?? []).find((line) => line.startsWith(`GET /?${subresource} `));
  return route?.split(" ")[2];
}

function hasQuery({ query }: Route, { searchParams }: URL): boolean {
  return query.every(([name, value]) => searchParams.has(name, ...(value === "" ? [] : [value])));
}

/** Compiled when a service is first asked for; the most specific come first: `/clusters/{name}` fits less than `/clusters`. */
function routesOf(service: string): readonly Route[] {
  const known = compiled.get(service);
  if (known) return known;
  const routes = (sdkRoutes[service] ?? [])
    .map(compile)
    .toSorted((one, other) => other.query.length - one.query.length || one.labels - other.labels);
  compiled.set(service, routes);
  return routes;
}

function compile(line: string): Route {
  const [method = "", target = "", operation = ""] = line.split(" ");
  const [path = "", query = ""] = target.split("?");
  const pattern = path
    .replace(/\/$/, "")
    .replaceAll(".", "\\.")
    .replace(/\{([^}+]+)(\+?)\}/g, (_, label: string, greedy: string) => {
      const name = label.replaceAll("-", "_");
      return greedy ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
    });
  const labels = [...path.matchAll(/\{/g)].length;
  return {
    method,
    path: new RegExp(`^${pattern}/?$`),
    query: [...new URLSearchParams(query)],
    operation,
    labels,
  };
}

function mapped(groups: Readonly<Record<string, string>>, change: (value: string) => string) {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, change(value)]));
}
