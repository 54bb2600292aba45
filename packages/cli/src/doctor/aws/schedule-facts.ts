// Schedules over EventBridge Scheduler, keys over KMS.
import { DescribeKeyCommand, type KMSClient, NotFoundException } from "@aws-sdk/client-kms";
import { paginateListSchedules, type SchedulerClient } from "@aws-sdk/client-scheduler";

/** The states of all schedules by `<group>/<name>`. */
export async function scheduleStates(client: SchedulerClient): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  for await (const { Schedules = [] } of paginateListSchedules({ client }, {}))
    for (const { GroupName = "default", Name = "", State = "unknown" } of Schedules)
      states.set(`${GroupName}/${Name}`, State);
  return states;
}

/** The states of the keys that have these aliases. */
export async function keyStates(
  client: KMSClient,
  aliases: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const states = await Promise.all(
    aliases.map(async (alias) => {
      try {
        const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: alias }));
        return [[alias, KeyMetadata?.KeyState ?? "unknown"] as const];
      } catch (error) {
        if (error instanceof NotFoundException) return [];
        throw error;
      }
    }),
  );
  return new Map(states.flat());
}
