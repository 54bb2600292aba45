// What a verified request from Slack says: a pressed button, a command, the check of our certificate, or something that we do not use.
import type { SlackCommand, SlackPress } from "@orgwatch/core/handed";
import { BadRequest } from "@orgwatch/core/on-request";
import * as z from "zod/mini";

/** Where it comes from: Slack's ids of the workspace and of the app. */
export type Origin = { readonly workspaceId: string | undefined; readonly appId: string | undefined };

export type FromSlack =
  | { readonly kind: "message"; readonly message: SlackPress | SlackCommand; readonly origin: Origin }
  | { readonly kind: "certificate-check" }
  /** Of a type that no job uses: modals, shortcuts, a button outside of a message. */
  | { readonly kind: "unused"; readonly type: string; readonly origin: Origin };

const id = z.string().check(z.minLength(1));
const name = z.optional(z.string());
const originShape = z.object({
  type: id,
  api_app_id: z.optional(id),
  team: z.nullish(z.object({ id })),
});
const pressShape = z.object({
  user: z.object({ id, name, username: name }),
  channel: z.object({ id }),
  container: z.object({ message_ts: id }),
  response_url: id,
  actions: z.tuple([z.object({ action_id: id, value: z.optional(z.string()) })], z.unknown()),
});
const commandShape = z.object({
  command: id,
  text: z._default(z.string(), ""),
  user_id: id,
  user_name: name,
  channel_id: id,
  response_url: id,
  team_id: z.optional(id),
  api_app_id: z.optional(id),
});

/** Reads the body of a request that Slack sent at `sentAt`. @throws BadRequest 400 when it is nothing that Slack sends. */
export function readSlack(rawBody: Buffer, sentAt: Date): FromSlack {
  const form = Object.fromEntries(new URLSearchParams(rawBody.toString()));
  if (form.ssl_check === "1") return { kind: "certificate-check" };
  if (form.payload !== undefined) return readInteraction(jsonOf(form.payload), sentAt.toISOString());
  return readCommand(form, sentAt.toISOString());
}

function readInteraction(payload: unknown, at: string): FromSlack {
  const envelope = originShape.safeParse(payload).data;
  if (!envelope) throw new BadRequest(400, "the payload is not one of Slack's");
  const { type, api_app_id, team } = envelope;
  const origin = { workspaceId: team?.id, appId: api_app_id };
  const press = pressShape.safeParse(payload).data;
  if (type !== "block_actions" || !press) return { kind: "unused", type: type.slice(0, 40), origin };
  const { user, channel, container, response_url, actions } = press;
  const [action] = actions;
  const message: SlackPress = {
    kind: "slack-press",
    actionId: action.action_id,
    value: action.value ?? "",
    user: { id: user.id, name: user.name || user.username || user.id },
    channel: channel.id,
    messageTs: container.message_ts,
    responseUrl: response_url,
    at,
  };
  return { kind: "message", message, origin };
}

function readCommand(form: Readonly<Record<string, string>>, at: string): FromSlack {
  const command = commandShape.safeParse(form).data;
  if (!command) throw new BadRequest(400, "the body holds neither a payload nor a command");
  const message: SlackCommand = {
    kind: "slack-command",
    command: command.command.replace(/^\//, ""),
    text: command.text,
    user: { id: command.user_id, name: command.user_name || command.user_id },
    channel: command.channel_id,
    responseUrl: command.response_url,
    at,
  };
  return {
    kind: "message",
    message,
    origin: { workspaceId: command.team_id, appId: command.api_app_id },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(400, "the payload is not JSON");
  }
}
