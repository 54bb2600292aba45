// The headers of a request as the stand-ins read them.
import type { IncomingMessage } from "node:http";

/** One text for each name, in lower case; what came several times is joined with commas. */
export function singleHeaders(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
}
