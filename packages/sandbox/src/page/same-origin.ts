// Keeps other web sites from pressing the page's buttons through a visitor's browser.
import type { IncomingHttpHeaders } from "node:http";

/**
 * Why a request that changes something must be refused, in words for its sender; undefined when it may pass. A terminal (curl) sends
 * neither Origin nor Sec-Fetch-Site; a browser cannot leave Origin out of a POST, and a foreign page cannot send this content type
 * without a preflight that nobody here answers.
 */
export function reasonToRefuse(
  headers: IncomingHttpHeaders,
): { status: number; message: string } | undefined {
  const { host, origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, message: `A page of ${origin} may not act here: only this page itself may` };
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return { status: 403, message: `A ${String(site)} request may not act here: only this page itself may` };
  const [type] = (headers["content-type"] ?? "").split(";");
  if (type?.trim().toLowerCase() !== "application/json")
    return { status: 415, message: "Send the input as JSON, with the content type application/json" };
  return undefined;
}
