// Reads a service's answer, JSON or XML, into plain values for CloudTrail's `responseElements`.
import type { Answer } from "../gateway/moto-client";
import { isRecord, readRecord } from "../gateway/read-json";
import { textIn } from "../gateway/read-xml";
import type { Protocol } from "../gateway/received-call";

/** The answer's members; an empty object for an empty answer or one that cannot be read. XML scalars stay texts. */
export function readAnswer(protocol: Protocol, operation: string, answer: Answer): Record<string, unknown> {
  const text = answer.body.toString();
  if (protocol === "json" || protocol === "rest-json") return readRecord(text);
  if (protocol !== "query" && protocol !== "ec2") return {};
  const root = readXml(text)[`${operation}Response`];
  if (!isRecord(root)) return {};
  const result = root[`${operation}Result`];
  const members = protocol === "ec2" ? root : isRecord(result) ? result : {};
  return Object.fromEntries(Object.entries(members).filter(([name]) => name.toLowerCase() !== "requestid"));
}

/** Why EC2 refused a call, in CloudTrail's words: whose fault stands before the code. */
export function errorOf(answer: Answer): { readonly errorCode: string; readonly errorMessage: string } {
  const text = answer.body.toString();
  const whose = answer.status < 500 ? "Client" : "Server";
  return { errorCode: `${whose}.${textIn(text, "Code")}`, errorMessage: textIn(text, "Message") };
}

/** A small reader for the XML that AWS's services write: no mixed content; lists are `item` or `member` elements. */
export function readXml(xml: string): Record<string, unknown> {
  const root = newElement("");
  const open = [root];
  for (const [, closing, name = "", , empty, text] of xml.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    const current = open.at(-1) ?? root;
    if (text !== undefined) current.text += unescaped(text);
    else if (closing) {
      const done = open.pop();
      const parent = open.at(-1);
      if (done && parent) parent.children.push({ name: done.name, value: contentOf(done) });
    } else if (empty) current.children.push({ name, value: "" });
    else open.push(newElement(name));
  }
  const value = contentOf(root);
  return isRecord(value) ? value : {};
}

type Element = { readonly name: string; readonly children: { name: string; value: unknown }[]; text: string };

function newElement(name: string): Element {
  return { name, children: [], text: "" };
}

function contentOf({ children, text }: Element): unknown {
  if (children.length === 0) return text.trim();
  if (children.every(({ name }) => name === "item" || name === "member"))
    return children.map(({ value }) => value);
  return Object.fromEntries(children.map(({ name, value }) => [name, value]));
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
