// JSON that is no event and no alarm: its values by name, under the best title that can be found.
import type { Reading } from "../notice";
import { post } from "./compose";
import { flatten } from "./flatten";
import { isRecord } from "./lenient";

/** Fields that people give their message's title or text, in the order in which they are believed. */
const titles = ["title", "Title", "subject", "Subject", "headline", "summary", "message", "Message", "text"];

/** Reads any JSON value: objects, lists, numbers, null. */
export function readAnyJson(
  body: unknown,
  message: { readonly id: string; readonly subject?: string | undefined },
): Reading {
  const title = isRecord(body)
    ? titles.find((name) => typeof body[name] === "string" && body[name] !== "")
    : undefined;
  const own = title !== undefined && isRecord(body) ? String(body[title]) : undefined;
  return post({
    key: `message/${message.id}`,
    version: undefined,
    kind: "json",
    weight: { band: "info" },
    headline: message.subject ?? own ?? "A message in a form that Orgwatch does not know",
    facts: flatten(body).filter(({ label }) => message.subject !== undefined || label !== title),
  });
}
