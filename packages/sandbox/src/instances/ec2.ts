// EC2 as the gateway answers it: what instances and security groups are on AWS, and moto for the rest.
import type { Answer, MotoClient } from "../gateway/moto-client";
import type { ReceivedCall } from "../gateway/received-call";
import { newSecurityGroups } from "../security-groups/security-groups";
import { newInstances } from "./instances";
import { answerOwnSnapshots } from "./own-snapshots";
import { newToldTimes } from "./told-times";

export type Ec2 = {
  /** Undefined for what moto can answer as it came. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
  /** To be called before any call is answered: whatever moto then makes is as old as the sandbox's clock says. */
  readonly noteTime: () => void;
};

/** `now` is the sandbox's clock. */
export function newEc2(moto: MotoClient, now: () => Date): Ec2 {
  const times = newToldTimes(now);
  const instances = newInstances(moto, times, now);
  const groups = newSecurityGroups(moto);
  return {
    answer: async (call, requestId) =>
      (await instances.answer(call, requestId)) ??
      (await answerOwnSnapshots(moto, call)) ??
      groups.answer(call, requestId),
    noteTime: times.note,
  };
}
