// Server-sent events: every open page hears of new messages and journal entries as they happen.
import type { ServerResponse } from "node:http";

const heartbeatSeconds = 15;

export type EventStreams = {
  /** Keeps the response open; `first` is told before anything else. */
  readonly open: (
    response: ServerResponse,
    first: { readonly event: string; readonly data: unknown },
  ) => void;
  readonly tell: (event: string, data: unknown) => void;
  readonly close: () => void;
};

/** No stream yet. A comment every 15 seconds keeps proxies from closing a silent one; it never keeps the process alive. */
export function newEventStreams(): EventStreams {
  const open = new Set<ServerResponse>();
  const heartbeat = setInterval(() => {
    for (const response of open) response.write(": still here\n\n");
  }, heartbeatSeconds * 1000);
  heartbeat.unref();
  return {
    open: (response, first) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      // Reconnect quickly: the sandbox is on the same machine.
      response.write(`retry: 1000\n${frame(first.event, first.data)}`);
      open.add(response);
      response.on("close", () => open.delete(response));
    },
    tell: (event, data) => {
      if (open.size === 0) return;
      const text = frame(event, data);
      for (const response of open) response.write(text);
    },
    close: () => {
      clearInterval(heartbeat);
      for (const response of open) response.end();
    },
  };
}

/** JSON has no line breaks of its own, so that one `data:` line is enough. */
function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
