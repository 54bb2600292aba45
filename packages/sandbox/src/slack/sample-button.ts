// A workspace with one message that has a button, for the tests of what people do with it.
import { sampleWorkspace, section, start } from "./sample-workspace";
import { slackUsers } from "./sandbox-people";
import type { SendHttp } from "./send-http";

export const secret = "signing-secret";
export const archive = {
  type: "button",
  text: { type: "plain_text", text: "Archive" },
  action_id: "finding:archive",
  value: "guardduty/us-west-2/f-1",
  style: "danger",
  confirm: {
    title: { type: "plain_text", text: "Archive?" },
    text: { type: "mrkdwn", text: "It is *gone* then." },
    confirm: { type: "plain_text", text: "Archive" },
    deny: { type: "plain_text", text: "Keep" },
  },
};
export const blocks = [section("*HIGH*"), { type: "actions", block_id: "answers", elements: [archive] }];
export const metadata = { event_type: "orgwatch", event_payload: { key: "guardduty/us-west-2/f-1" } };

/** A workspace with one message that has a button, and an app that answers what `send` answers. */
export function withButton(send: SendHttp = answers(200, "")) {
  const workspace = sampleWorkspace({ send });
  workspace.slack.sendInteractionsTo("https://orgwatch.example/slack", secret);
  const { ts } = workspace.post("HIGH", { blocks, metadata });
  const press = (actionId = "finding:archive") =>
    workspace.slack.press({ message: { channel: "C0SECURITY", ts }, actionId, user: slackUsers.alice });
  const respond = (path: string, body: unknown, seconds = 0) =>
    workspace.slack.answer({
      method: "POST",
      path,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      now: new Date(start.getTime() + seconds * 1000),
    });
  return { ...workspace, ts, press, respond };
}

export function answers(status: number, body: string): SendHttp {
  return async () => ({ status, text: async () => body });
}
