// What policies ask of a call and the call does not say: it is looked up when the call is judged, and only for calls of roles.
import type { AwsCall, CallFacts } from "../aws-call";
import { readXml } from "../cloudtrail/read-answer";
import { idsOf } from "../iam/ec2-requests";
import { type MotoClient, MotoRefused, type Place } from "./moto-client";
import { isRecord, textOf } from "./read-json";

/** The call with its facts; as it is when it needs none. */
export async function withFacts<Call extends AwsCall>(
  moto: Pick<MotoClient, "query" | "rest">,
  call: Call,
): Promise<Call> {
  const place = { accountId: call.principal.accountId, region: call.region };
  const facts = await factsOf(moto, call, place);
  return facts === undefined ? call : { ...call, facts };
}

async function factsOf(
  moto: Pick<MotoClient, "query" | "rest">,
  call: AwsCall,
  place: Place,
): Promise<CallFacts | undefined> {
  const ids = call.service === "ec2" ? (idsOf(call) ?? []) : [];
  if (ids.length > 0) return { tagsOf: await tagsOf(moto, place, ids) };
  if (call.service !== "ses" || call.operation !== "SendEmail") return undefined;
  const sender = senderOf(textOf(call.parameters.FromEmailAddress) ?? "");
  if (sender === undefined) return undefined;
  return { mailIdentity: (await isIdentity(moto, place, sender.address)) ? sender.address : sender.domain };
}

/** Tags by the ids of resources; one without tags is left out. */
async function tagsOf(
  moto: Pick<MotoClient, "query">,
  place: Place,
  ids: readonly string[],
): Promise<NonNullable<CallFacts["tagsOf"]>> {
  const values = ids.map((id, index) => [`Filter.1.Value.${index + 1}`, id]);
  const form = { Action: "DescribeTags", "Filter.1.Name": "resource-id", ...Object.fromEntries(values) };
  const answer = readXml(await moto.query(place, "ec2", form)).DescribeTagsResponse;
  const items = isRecord(answer) && Array.isArray(answer.tagSet) ? answer.tagSet.filter(isRecord) : [];
  const tags: Record<string, Record<string, string>> = {};
  for (const { resourceId, key, value } of items) {
    const id = textOf(resourceId) ?? "";
    tags[id] = { ...tags[id], [textOf(key) ?? ""]: textOf(value) ?? "" };
  }
  return tags;
}

/** `Orgwatch <digest@acme.example>` is sent as the address, where that is an identity, or as its domain. */
function senderOf(from: string): { readonly address: string; readonly domain: string } | undefined {
  const [, address, domain] = /([^\s<>@]+@([^\s<>@]+))>?\s*$/.exec(from) ?? [];
  return address === undefined || domain === undefined ? undefined : { address, domain };
}

async function isIdentity(moto: Pick<MotoClient, "rest">, place: Place, name: string): Promise<boolean> {
  try {
    await moto.rest(place, "ses", "GET", `/v2/email/identities/${encodeURIComponent(name)}`);
    return true;
  } catch (error) {
    if (error instanceof MotoRefused) return false;
    throw error;
  }
}
