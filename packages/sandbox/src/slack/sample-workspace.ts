// A small Slack workspace and short ways to talk to it, for the tests beside this file.
import { newFaults } from "../faults";
import { newJournal } from "../journal";
import type { SendHttp } from "./send-http";
import type { SlackAnswer } from "./slack-answer";
import { newSlack } from "./slack-stand-in";

/** When every sample workspace opens. */
export const start = new Date("2025-11-21T02:13:20Z");
/** The address of its webhook, of the channel #security. */
export const webhookPath = "/_slack/services/T0/B0/secret";

/** A workspace with two channels; `post` and `call` go through the pure entry, at `seconds` after the start. */
export function sampleWorkspace({
  paced = false,
  scopes = ["chat:write", "channels:history"],
  ...interactivity
}: {
  readonly paced?: boolean;
  readonly scopes?: readonly string[];
  readonly send?: SendHttp;
  readonly patience?: () => AbortSignal;
} = {}) {
  const journal = newJournal(() => start);
  const faults = newFaults(() => 0);
  const slack = newSlack({
    channels: [
      { id: "C0SECURITY", name: "security" },
      { id: "C0PLATFORM", name: "platform" },
    ],
    token: "xoxb-good",
    scopes,
    webhookPath,
    journal,
    faults,
    now: () => start,
    paced,
    url: "https://slack.example",
    ...interactivity,
  });
  const call = (method: string, args: unknown, seconds = 0, token = "xoxb-good") =>
    slack.answer({
      method: "POST",
      path: `/_slack/api/${method}`,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(args),
      now: new Date(start.getTime() + seconds * 1000),
    });
  const read = (method: string, query: Record<string, string>) =>
    slack.answer({
      method: "GET",
      path: `/_slack/api/${method}?${new URLSearchParams(query)}`,
      headers: { authorization: "Bearer xoxb-good" },
      body: "",
      now: start,
    });
  const post = (text: string, more: Record<string, unknown> = {}, seconds = 0) =>
    bodyOf(call("chat.postMessage", { channel: "C0SECURITY", text, ...more }, seconds));
  const hook = (body: string, path = webhookPath) =>
    slack.answer({ method: "POST", path, headers: { "content-type": "application/json" }, body, now: start });
  return { slack, journal, faults, call, read, post, hook };
}

/** The parsed JSON of an answer; for none, what happened to the connection. */
export function bodyOf(answer: SlackAnswer) {
  return "body" in answer ? JSON.parse(answer.body) : answer;
}

/** The simplest block with a text. */
export const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
