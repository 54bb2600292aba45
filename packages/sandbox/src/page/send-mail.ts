// The HTML of a mail as a document of its own: strangers wrote what stands in it.
import type { ServerResponse } from "node:http";
import type { PageParts } from "./page-parts";

/** A mail's id follows. */
export const mailPrefix = "/_orgwatch/mails/";

/**
 * Mails bring their own styles, which the page's policy would forbid. Nothing runs, nothing is sent or loaded from anywhere, and the document has
 * an origin of its own also when it is opened without its frame.
 */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** Answers 404 for a mail that is not there or has no HTML. */
export function sendMail(
  response: ServerResponse,
  { mail }: Pick<PageParts, "mail">,
  encodedId: string,
): void {
  const found = mail?.messages().find(({ id }) => encodeURIComponent(id) === encodedId);
  response.setHeader("content-security-policy", policy);
  response.writeHead(found?.html === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
  response.end(found?.html ?? "There is no such mail");
}
