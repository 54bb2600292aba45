// DescribeInstances in pages of so many instances. moto counts reservations, and makes pages where nobody asked for them.
import type { Place } from "../gateway/moto-client";
import { textIn } from "../gateway/read-xml";
import { Ec2Refused, invalidValue } from "../security-groups/ec2-refused";
import type { InstanceTimes } from "./instance-times";
import type { MotoInstances } from "./moto-instances";
import { type InstanceXml, instancesIn, reservationSet } from "./reservations";

/** The inner XML of the answer to a call with this form: all instances, or from `NextToken` on at most `MaxResults`. Throws Ec2Refused. */
export async function describeInstances(
  moto: MotoInstances,
  form: URLSearchParams,
  place: Place,
  times: Pick<InstanceTimes, "rewriteInstance">,
): Promise<string> {
  const size = form.get("MaxResults");
  if (size !== null && form.has("InstanceId.1"))
    throw new Ec2Refused(
      "InvalidParameterCombination",
      "The parameter instancesSet cannot be used with the parameter maxResults",
    );
  const from = startOf(form.get("NextToken"));
  const to = from + sizeOf(size);
  const all = await everyInstance(moto, form);
  const page = all
    .slice(from, to)
    .map((instance) => ({ ...instance, xml: told(instance.xml, place, times) }));
  const next = to < all.length ? `<nextToken>${tokenOf(to)}</nextToken>` : "";
  return reservationSet(page) + next;
}

async function everyInstance(moto: MotoInstances, form: URLSearchParams): Promise<readonly InstanceXml[]> {
  const { MaxResults: _, NextToken: __, ...asked } = Object.fromEntries(form);
  const all: InstanceXml[] = [];
  for (let token = ""; ; ) {
    const answer = await moto.query({ ...asked, ...(token && { NextToken: token }) });
    all.push(...instancesIn(answer));
    token = textIn(answer.slice(answer.lastIndexOf("</reservationSet>")), "nextToken");
    if (token === "") return all;
  }
}

/** EC2 names the request of a spot instance. */
function told(xml: string, place: Place, times: Pick<InstanceTimes, "rewriteInstance">): string {
  const rewritten = times.rewriteInstance(place, xml);
  const isSpot = rewritten.includes("<instanceLifecycle>spot<");
  if (!isSpot || rewritten.includes("<spotInstanceRequestId>")) return rewritten;
  const request = `sir-${textIn(xml, "instanceId").slice(-8)}`;
  return `${rewritten}<spotInstanceRequestId>${request}</spotInstanceRequestId>`;
}

function sizeOf(asked: string | null): number {
  if (asked === null) return Number.POSITIVE_INFINITY;
  const size = Number(asked);
  if (!Number.isInteger(size) || size < 5 || size > 1000)
    throw invalidValue(
      `Value ( ${asked} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  return size;
}

function tokenOf(start: number): string {
  return Buffer.from(`instances from ${start}`).toString("base64");
}

function startOf(token: string | null): number {
  if (token === null) return 0;
  const [, start] = /^instances from (\d+)$/.exec(Buffer.from(token, "base64").toString()) ?? [];
  if (start === undefined) throw invalidValue("Invalid value for parameter nextToken.");
  return Number(start);
}
