// API Gateway's calls: one action for all that is read, on the path that is read, the same for REST and HTTP APIs.
import type { AwsCall } from "../aws-call";
import { sdkRoutes } from "../gateway/sdk-routes";
import { arnOf } from "./arn";
import { textOf } from "./parameter-of";
import type { AccessRequest } from "./requests-of";

const label = /\{([^}]+)\}/g;

/** What reading must be allowed to do; undefined for calls that change something. */
export function apiGatewayRequests(call: AwsCall): readonly AccessRequest[] | undefined {
  // Both kinds of APIs have operations of the same name: the labels of the path tell which of them was asked.
  const [path] = (sdkRoutes.apigateway ?? []).flatMap((line) => {
    const [method, route = "", operation] = line.split(" ");
    const filled = method === "GET" && operation === call.operation ? filledPath(route, call) : undefined;
    return filled ?? [];
  });
  if (path === undefined) return undefined;
  const place = { region: call.region, accountId: "" };
  return [{ action: "apigateway:GET", resource: arnOf("apigateway", place, path.replace(/^\/v2/, "")) }];
}

function filledPath(route: string, { parameters }: AwsCall): string | undefined {
  const values = [...route.matchAll(label)].map(([, name = ""]) => textOf(parameters, name));
  if (values.includes(undefined)) return undefined;
  return route.replace(label, (_, name: string) => textOf(parameters, name) ?? "");
}
