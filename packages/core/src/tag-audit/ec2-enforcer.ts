// EC2 for whoever enforces, over the AWS SDK: one instance at a time, because one bad id or one protected instance blocks a whole batch.
import {
  type Instance as AwsInstance,
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  type EC2Client,
  ModifyInstanceAttributeCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { markTag } from "@orgwatch/manifest/tag-policy";
import { TryLater } from "../errors";
import { type Enforcer, InstanceGone, type SeenInstance } from "./enforce-instance";
import { enforceProblem } from "./enforce-problem";
import { keeperOf } from "./keeper";

/** Where it works, and as whom: `looker` reads, `actor` changes. They may be the same client. */
export type EnforcerOptions = {
  readonly accountId: string;
  readonly region: string;
  readonly looker: Pick<EC2Client, "send">;
  readonly actor: Pick<EC2Client, "send">;
};

/** The enforcer of one account and region. */
export function ec2Enforcer({ accountId, region, looker, actor }: EnforcerOptions): Enforcer {
  async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      throw enforceProblem(accountId, region, error);
    }
  }
  const act = async (work: () => Promise<unknown>) => void (await ask(work));
  const only = (instanceId: string) => ({ InstanceIds: [instanceId] });
  return {
    look: async (instanceId) => {
      try {
        const { Reservations } = await ask(() => looker.send(new DescribeInstancesCommand(only(instanceId))));
        const found = (Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
        const seen = found.map(seenOf).find((one) => one?.instanceId === instanceId);
        if (seen !== undefined) return seen;
      } catch (error) {
        if (error instanceof InstanceGone) return undefined;
        throw error;
      }
      // EC2 says so when an instance is gone. An answer without data proves nothing, least of all that a termination was done.
      throw new TryLater(`EC2 tells nothing of ${instanceId}, account ${accountId} in ${region}`);
    },
    isProtected: (instanceId) =>
      ask(async () => {
        const asked = { InstanceId: instanceId, Attribute: "disableApiTermination" } as const;
        const { DisableApiTermination } = await looker.send(new DescribeInstanceAttributeCommand(asked));
        return DisableApiTermination?.Value === true;
      }),
    mark: (instanceId, words) =>
      act(() =>
        actor.send(
          new CreateTagsCommand({ Resources: [instanceId], Tags: [{ Key: markTag, Value: words }] }),
        ),
      ),
    unmark: (instanceId) =>
      act(() => actor.send(new DeleteTagsCommand({ Resources: [instanceId], Tags: [{ Key: markTag }] }))),
    stop: (instanceId) => act(() => actor.send(new StopInstancesCommand(only(instanceId)))),
    terminate: (instanceId) => act(() => actor.send(new TerminateInstancesCommand(only(instanceId)))),
    protect: (instanceId, on) =>
      act(() =>
        actor.send(
          new ModifyInstanceAttributeCommand({
            InstanceId: instanceId,
            DisableApiTermination: { Value: on },
          }),
        ),
      ),
  };
}

const states: readonly SeenInstance["state"][] = [
  "pending",
  "running",
  "stopping",
  "stopped",
  "shutting-down",
  "terminated",
];

/** Undefined where EC2 leaves out what it always tells. */
function seenOf(one: AwsInstance): SeenInstance | undefined {
  const { InstanceId, LaunchTime, InstanceLifecycle, SpotInstanceRequestId } = one;
  const state = states.find((word) => word === one.State?.Name);
  if (InstanceId === undefined || LaunchTime === undefined || state === undefined) return undefined;
  const tags = Object.fromEntries((one.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
  const keeper = keeperOf({ tags, lifecycle: InstanceLifecycle, spotRequestId: SpotInstanceRequestId });
  return { instanceId: InstanceId, state, launchedAt: LaunchTime.toISOString(), tags, keeper };
}
