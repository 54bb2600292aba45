// The HTTP API of a deployment: each route starts its lambda, as API Gateway does it with a proxy integration.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RouteHandler } from "../gateway/routes";
import type { Journal } from "../journal";
import type { DeployedLambda, Deployment } from "../wiring/deployment";
import { type HttpAnswer, httpAnswer, ownAnswer } from "./http-answer";
import { type ArrivedRequest, httpEvent } from "./http-event";
import { InvocationFailed } from "./invocation-failed";

/** Where the API begins: `/_api/slack` is the route `/slack`. */
export const httpApiPrefix = "/_api/";

export type HttpApi = {
  /** Answers requests below `httpApiPrefix`. */
  readonly handle: RouteHandler;
  /** How many requests are not answered yet. */
  readonly underWay: () => number;
};

export type HttpApiOptions = {
  readonly deployment: Omit<Deployment, "machines">;
  /** Rejects with InvocationFailed when the lambda fails. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
  readonly journal: Journal;
  readonly newId: () => string;
  readonly now: () => Date;
  /** After each change of `underWay`. */
  readonly onChange: () => void;
};

/** API Gateway's limit, which cannot be raised. */
const largestBody = 10 * 1024 * 1024;

/** Knows the deployment's routes by exact method and path, and no others. */
export function newHttpApi(options: HttpApiOptions): HttpApi {
  const byRoute = new Map(
    options.deployment.lambdas.flatMap((lambda) =>
      lambda.routes.map(({ method, path }) => [`${method} ${path}`, lambda] as const),
    ),
  );
  let underWay = 0;
  return {
    underWay: () => underWay,
    handle: async (request, response, body) => {
      underWay += 1;
      try {
        const arrived = arrivedRequest(request, body);
        const requestId = options.newId();
        const lambda = byRoute.get(`${arrived.method} ${arrived.path}`);
        const answer = lambda
          ? await answerRequest(lambda, arrived, { ...options, requestId })
          : ownAnswer(404, "Not Found");
        send(response, answer, requestId);
      } finally {
        underWay -= 1;
        options.onChange();
      }
    },
  };
}

async function answerRequest(
  lambda: DeployedLambda,
  request: ArrivedRequest,
  { requestId, invoke, journal, now }: HttpApiOptions & { readonly requestId: string },
): Promise<HttpAnswer> {
  const { name, accountId, region, functionArn } = lambda;
  const note = (what: string): void => {
    const words = `${name}: ${request.method} ${request.path} ${what}`;
    journal.record({ stop: "Lambda", accountId, region, subject: undefined, what: words });
  };
  note(`with ${request.body.length} bytes`);
  const answer =
    request.body.length > largestBody
      ? ownAnswer(413, "Request Entity Too Large")
      : await resultOf(invoke(functionArn, httpEvent(request, { accountId, requestId, at: now() })));
  note(`answered with ${answer.status}`);
  return answer;
}

/** What went wrong is in the lambda's log; a caller learns nothing of it. */
async function resultOf(invocation: Promise<unknown>): Promise<HttpAnswer> {
  const failure = ownAnswer(500, "Internal Server Error");
  try {
    return httpAnswer(await invocation) ?? failure;
  } catch (error) {
    if (error instanceof InvocationFailed) return failure;
    throw error;
  }
}

function arrivedRequest(request: IncomingMessage, body: Buffer): ArrivedRequest {
  const [path = "", ...query] = (request.url ?? "").split("?");
  return {
    method: request.method ?? "",
    path: path.slice(httpApiPrefix.length - 1),
    query: query.join("?"),
    headers: request.headersDistinct,
    body,
    sourceIp: request.socket.remoteAddress ?? "",
  };
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer, requestId: string): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("apigw-requestid", requestId);
  response.end(body);
}
