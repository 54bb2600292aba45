// The sandbox's web page: the channel, the deliveries, the incidents, the alarms, the mails, and buttons that make things happen.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Journal } from "../journal";
import type { SlackStandIn } from "../slack/slack-stand-in";
import { actOnIncident, type PageReply, pressButton } from "./act-on-parts";
import { newEventStreams } from "./event-streams";
import { type Asset, pageAssets } from "./page-assets";
import type { PageParts } from "./page-parts";
import type { PageDescription, PageField, PageOrganization, PageState } from "./page-state";
import { reasonToRefuse } from "./same-origin";
import { mailPrefix, sendMail } from "./send-mail";
import { showNow, showParts } from "./show-parts";
import { tellChanges } from "./tell-changes";

/** What a visitor may do. `run` gets the form's values, unparsed; a `message` in its answer is shown, and so is what it throws. */
export type PageAction = {
  readonly label: string;
  readonly hint?: string;
  readonly fields?: readonly PageField[];
  readonly run: (input: unknown) => Promise<unknown>;
};

export type PageOptions = PageParts & {
  readonly journal: Pick<Journal, "entries" | "subscribe">;
  readonly slack: Pick<SlackStandIn, "channels" | "messages" | "subscribe">;
  readonly organization: PageOrganization;
  /** Asked whenever a page opens, and after each action. */
  readonly describe: () => PageDescription;
  /** By name, in the order in which they are shown. */
  readonly actions: Readonly<Record<string, PageAction>>;
};

export type SandboxPage = {
  /** Answers `/`, `/_orgwatch/…`; anything else is 404. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void>;
  /** Ends the open event streams, so that the server can stop. */
  readonly close: () => void;
};

const newestEntries = 3000;
const actionPrefix = "/_orgwatch/actions/";
const incidentPrefix = "/_orgwatch/incidents/";
const pressPath = "/_orgwatch/press";

/** Everything comes from this server and nothing may frame it: a message from outside cannot load or run anything. */
const headers = {
  "content-security-policy":
    "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** Makes the page. Its files are read and bundled now. */
export function newPage(options: PageOptions): SandboxPage {
  const assets = pageAssets();
  const streams = newEventStreams();
  const stops = [
    options.journal.subscribe((entry) => streams.tell("entry", entry)),
    options.slack.subscribe((message) => streams.tell("message", message)),
    tellChanges(options, streams),
  ];
  return {
    handle: async (request, response, body) => {
      const { pathname } = new URL(request.url ?? "/", "http://page.invalid");
      const reading = request.method === "GET" || request.method === "HEAD";
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      const change = request.method === "POST" ? changeAt(options, pathname, body) : undefined;
      if (change) {
        const refusal = reasonToRefuse(request.headers);
        const { status, body } = refusal
          ? { status: refusal.status, body: { error: refusal.message } }
          : await change();
        sendJson(response, status, body);
        streams.tell("clock", showNow(options));
        streams.tell("description", options.describe());
      } else if (reading && pathname === "/_orgwatch/state") sendJson(response, 200, stateOf(options));
      else if (reading && pathname === "/_orgwatch/events")
        streams.open(response, { event: "state", data: stateOf(options) });
      else if (reading && pathname.startsWith(mailPrefix))
        sendMail(response, options, pathname.slice(mailPrefix.length));
      else sendAsset(response, reading ? assets.get(pathname) : undefined);
    },
    close: () => {
      for (const stop of stops) stop();
      streams.close();
    },
  };
}

function stateOf(options: PageOptions): PageState {
  const { journal, slack, organization, describe, actions } = options;
  return {
    description: describe(),
    organization,
    channels: slack.channels(),
    messages: slack.messages(),
    entries: journal
      .entries()
      .slice(-newestEntries)
      .map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    actions: Object.entries(actions).map(([name, { label, hint, fields }]) => ({
      name,
      label,
      ...(hint === undefined ? {} : { hint }),
      fields: fields ?? [],
    })),
    ...showParts(options),
  };
}

/** What a POST to this path does, not yet done; undefined when nothing is there. */
function changeAt(
  options: PageOptions,
  pathname: string,
  body: Buffer,
): (() => PageReply | Promise<PageReply>) | undefined {
  if (pathname.startsWith(actionPrefix))
    return () => runAction(options, pathname.slice(actionPrefix.length), body);
  if (pathname.startsWith(incidentPrefix))
    return () => actOnIncident(options, pathname.slice(incidentPrefix.length), body);
  return pathname === pressPath ? () => pressButton(options, body) : undefined;
}

async function runAction({ actions }: PageOptions, name: string, body: Buffer): Promise<PageReply> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) return { status: 404, body: { error: `There is no action ${name}` } };
  try {
    const input: unknown = body.length > 0 ? JSON.parse(body.toString()) : {};
    return { status: 200, body: { result: (await action.run(input)) ?? null } };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function sendAsset(response: ServerResponse, asset: Asset | undefined): void {
  if (!asset) {
    sendJson(response, 404, { error: "There is no such page" });
    return;
  }
  response.writeHead(200, { "content-type": asset.type });
  response.end(asset.body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
