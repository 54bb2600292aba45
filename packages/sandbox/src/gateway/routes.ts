// Paths of the gateway that are not AWS: Slack's stand-in, the sandbox's own interface, the page.
import type { IncomingMessage, ServerResponse } from "node:http";

export type RouteHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => Promise<void>;

export type Routes = {
  readonly add: (prefix: string, handler: RouteHandler) => void;
  /** The handler with the longest prefix of the path. `/` itself is only for GET and HEAD. */
  readonly find: (method: string, path: string) => RouteHandler | undefined;
};

/** No routes yet. */
export function newRoutes(): Routes {
  const handlers = new Map<string, RouteHandler>();
  return {
    add: (prefix, handler) => handlers.set(prefix, handler),
    find: (method, path) => {
      const [longest] = [...handlers.keys()]
        .filter((prefix) => path.startsWith(prefix))
        .filter((prefix) => prefix !== "/" || method === "GET" || method === "HEAD")
        .toSorted((a, b) => b.length - a.length);
      return longest === undefined ? undefined : handlers.get(longest);
    },
  };
}
