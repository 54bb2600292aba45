// EC2 instances where moto is not EC2: how many of a refused call's instances are changed, termination protection at launch, pages, tags
// that are AWS's own, and the time, which in the sandbox jumps. The instances themselves stay moto's.
import { answerEc2 } from "../gateway/answer-ec2";
import { forwardCall } from "../gateway/forward-call";
import type { Answer, MotoClient, Place } from "../gateway/moto-client";
import { oneAtATime } from "../gateway/one-at-a-time";
import { isRecord, textOf, textsOf } from "../gateway/read-json";
import { textIn } from "../gateway/read-xml";
import type { ReceivedCall } from "../gateway/received-call";
import { deleteAllTags, type InstanceChange, reservedKey, start, stop, terminate } from "./change-instances";
import { describeInstances } from "./describe-instances";
import { type InstanceTimes, newInstanceTimes } from "./instance-times";
import { type MotoInstances, motoInstances } from "./moto-instances";
import { instancesIn } from "./reservations";
import type { ToldTimes } from "./told-times";

export type Instances = {
  /** The answer to a call about instances or their tags; undefined for what moto can answer as it came. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
};

/** The changes and reads of one account and region run one after the other. */
export function newInstances(moto: MotoClient, toldTimes: ToldTimes, now: () => Date): Instances {
  const times = newInstanceTimes(toldTimes, now);
  const inTurn = oneAtATime();
  return {
    answer: async (call, requestId) => {
      if (call.protocol !== "ec2") return undefined;
      const place = { accountId: call.principal.accountId, region: call.region };
      const operation = { call, requestId, place, times, moto, instances: motoInstances(moto, place) };
      return inTurn(`${place.accountId}/${place.region}`, async () => answerOf(operation));
    },
  };
}

type Operation = {
  readonly call: ReceivedCall;
  readonly requestId: string;
  readonly place: Place;
  readonly times: InstanceTimes;
  readonly moto: MotoClient;
  readonly instances: MotoInstances;
};

type Change = { readonly run: InstanceChange; readonly noted: "started" | "ended" };

const changes: ReadonlyMap<string, Change> = new Map([
  ["StartInstances", { run: start, noted: "started" }],
  ["StopInstances", { run: stop, noted: "ended" }],
  ["TerminateInstances", { run: terminate, noted: "ended" }],
]);

async function answerOf(operation: Operation): Promise<Answer | undefined> {
  const { call, requestId, place, times, instances } = operation;
  const change = changes.get(call.operation);
  if (change && call.parameters.DryRun !== "true") {
    const answer = await answerEc2(call, requestId, () => change.run(instances, call.parameters));
    if (answer.status < 300)
      for (const id of textsOf(call.parameters.InstanceId)) times.note(change.noted, place, id);
    return answer;
  }
  switch (call.operation) {
    case "RunInstances":
      return run(operation);
    case "DescribeInstances": {
      const form = new URLSearchParams(call.body.toString());
      return answerEc2(call, requestId, () => describeInstances(instances, form, place, times));
    }
    case "CreateTags":
    case "DeleteTags":
      return tag(operation);
    case "DescribeConversionTasks":
      // moto has no VM Import, and nobody imports here.
      return answerEc2(call, requestId, async () => "<conversionTasks/>");
    case "DescribeNetworkInterfaces":
    case "DescribeVolumes":
      return rewritten(await forwardCall(operation.moto, call), times.rewrite);
    default:
      return undefined;
  }
}

/** moto takes tags that only AWS may write, and forgets the termination protection. */
async function run({ call, requestId, moto, instances, place, times }: Operation): Promise<Answer> {
  const specifications = call.parameters.TagSpecification;
  const tags = Array.isArray(specifications) ? specifications.filter(isRecord).flatMap(tagsIn) : [];
  const reserved = reservedKey(tags);
  if (reserved) return answerEc2(call, requestId, () => Promise.reject(reserved));
  const answer = await forwardCall(moto, call);
  if (answer.status >= 300) return answer;
  const isProtected = call.parameters.DisableApiTermination === "true";
  const launched = instancesIn(`<reservationSet><item>${answer.body.toString()}</item></reservationSet>`);
  for (const { xml } of launched) {
    const InstanceId = textIn(xml, "instanceId");
    times.note("launched", place, InstanceId);
    const on = { InstanceId, "DisableApiTermination.Value": "true" };
    if (isProtected) await instances.query({ Action: "ModifyInstanceAttribute", ...on });
  }
  return rewritten(answer, times.rewrite);
}

/** Undefined when moto, or whoever knows groups, can answer. */
async function tag({ call, requestId, instances }: Operation): Promise<Answer | undefined> {
  const keys = tagsIn(call.parameters);
  const reserved = reservedKey(keys);
  if (reserved) return answerEc2(call, requestId, () => Promise.reject(reserved));
  const ids = textsOf(call.parameters.ResourceId);
  const all = call.operation === "DeleteTags" && keys.length === 0 && call.parameters.DryRun !== "true";
  return all ? answerEc2(call, requestId, () => deleteAllTags(instances, ids)) : undefined;
}

function tagsIn({ Tag }: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(Tag) ? Tag.filter(isRecord).flatMap(({ Key }) => textOf(Key) ?? []) : [];
}

function rewritten(answer: Answer, rewrite: (xml: string) => string): Answer {
  return { ...answer, body: Buffer.from(rewrite(answer.body.toString())) };
}
