// Calls as an account's administrator to services for which this package has no SDK client.
import { z } from "zod";
import { adminOf } from "./admin";

export type AdminPlace = {
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
};

/** A query call, e.g. `adminQuery(place, "autoscaling", { Action: "…", Version: "…" })`; answers the XML. Throws Error unless it succeeds. */
export async function adminQuery(
  place: AdminPlace,
  service: string,
  form: Readonly<Record<string, string>>,
): Promise<string> {
  const type = "application/x-www-form-urlencoded";
  return send(place, service, new URLSearchParams(form).toString(), { "content-type": type });
}

/** A JSON call, e.g. `adminJson(place, "identitystore", "AWSIdentityStore.CreateUser", {})`. Throws Error unless it succeeds. */
export async function adminJson(
  place: AdminPlace,
  service: string,
  target: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  return answerShape.parse(JSON.parse(await send(place, service, JSON.stringify(body), headers)));
}

const answerShape = z.record(z.string(), z.unknown());

async function send(
  { endpoint, accountId, region }: AdminPlace,
  service: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const { credentials } = adminOf(endpoint, accountId, region);
  // The gateway reads who calls which service where, and checks no signature.
  const scope = `${credentials.accessKeyId}/20300101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const answer = await fetch(`${endpoint}/`, {
    method: "POST",
    headers: { ...headers, authorization },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text.slice(0, 500)}`);
  return text;
}
