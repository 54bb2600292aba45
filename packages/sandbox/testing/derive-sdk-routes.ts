// What the AWS SDK's clients know of REST requests: each operation's method and path, taken from the schemas that they are built on.
import { createRequire } from "node:module";
import { join } from "node:path";
import { services } from "@orgwatch/inventory/kinds/services";
import { z } from "zod";

/** `src/gateway/sdk-routes.ts` as it should be. */
export type SdkRoutes = {
  /** By the clients' names, e.g. `cloudwatch-logs`: the name that signatures carry, e.g. `logs`. */
  readonly signingNames: Readonly<Record<string, string>>;
  /** By those names: method, path and operation of each call that reads. */
  readonly sdkRoutes: Readonly<Record<string, readonly string[]>>;
};

const reads = /^(BatchGet|Describe|Get|List|Lookup|Search)/;

/** Kind 9 is an operation: its namespace, its name, its traits. */
const operationShape = z.tuple([
  z.literal(9),
  z.string(),
  z.string(),
  z.object({ http: z.tuple([z.string(), z.string()], z.unknown()) }),
  z.unknown(),
  z.unknown(),
]);
const clientShape = z.object({
  config: z.object({
    defaultSigningName: z.string(),
    protocol: z.object({ getShapeId: z.function({ input: [], output: z.string() }) }),
  }),
});

/** Loads the client of every service of the inventory. */
export function deriveSdkRoutes(): SdkRoutes {
  const load = createRequire(join(import.meta.dirname, "../../inventory/package.json"));
  const signingNames: Record<string, string> = {};
  const routes: Record<string, readonly string[]> = {};
  for (const service of services) {
    const module: unknown = load(`@aws-sdk/client-${service}`);
    const { config } = clientShape.parse(newClient(z.record(z.string(), z.unknown()).parse(module)));
    const name = config.defaultSigningName;
    signingNames[service] = name;
    if (config.protocol.getShapeId().includes("rest"))
      routes[name] = [...(routes[name] ?? []), ...routesOf(module)].toSorted();
  }
  return { signingNames, sdkRoutes: routes };
}

function routesOf(module: unknown): readonly string[] {
  return Object.values(z.record(z.string(), z.unknown()).parse(module)).flatMap((value) => {
    const [, , name = "", traits] = operationShape.safeParse(value).data ?? [];
    if (traits === undefined || !reads.test(name)) return [];
    const [method, path] = traits.http;
    return [`${method} ${path} ${name}`];
  });
}

function newClient(module: Readonly<Record<string, unknown>>): unknown {
  const [, Client] =
    Object.entries(module).find(([name]) => name.endsWith("Client") && !name.startsWith("_")) ?? [];
  if (typeof Client !== "function") throw new Error("the module has no client");
  return Reflect.construct(Client, [{ region: "us-east-1" }]);
}
