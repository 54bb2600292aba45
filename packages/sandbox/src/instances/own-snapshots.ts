// DescribeSnapshots of one's own: moto does not look at the owner that is asked for, and answers a thousand public snapshots too.
import { forwardCall } from "../gateway/forward-call";
import type { Answer, MotoClient } from "../gateway/moto-client";
import { textsOf } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";

/** moto's answer, asked by the filter that it knows; undefined for all other calls. */
export async function answerOwnSnapshots(moto: MotoClient, call: ReceivedCall): Promise<Answer | undefined> {
  if (call.operation !== "DescribeSnapshots" || !textsOf(call.parameters.Owner).includes("self"))
    return undefined;
  const form = new URLSearchParams(call.body.toString());
  const filters = new Set([...form.keys()].flatMap((name) => /^Filter\.(\d+)\./.exec(name)?.[1] ?? []));
  form.set(`Filter.${filters.size + 1}.Name`, "owner-id");
  form.set(`Filter.${filters.size + 1}.Value.1`, call.principal.accountId);
  return forwardCall(moto, { ...call, body: Buffer.from(form.toString()) });
}
