// EventBridge Scheduler's schedules with their targets. Two REST calls do not need a whole SDK client.
import { z } from "zod";
import type { ScheduleSource } from "./deployment";

export type Place = { readonly endpoint: string; readonly accountId: string; readonly region: string };
/** `input` is JSON, as what is started gets it; undefined where Scheduler tells of the start in its own words. */
export type TargetedSchedule = ScheduleSource & {
  readonly targetArn: string;
  readonly roleArn: string;
  readonly input: string | undefined;
};

const page = z.object({
  Schedules: z.array(z.object({ Name: z.string(), GroupName: z.string() })),
  NextToken: z.string().nullish(),
});
const schedule = z.object({
  Name: z.string(),
  ScheduleExpression: z.string(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string().nullish() }),
});

/**
 * All enabled schedules of an account in one region.
 * @throws Error with the status and body of an answer that is not a success, ZodError for one of another shape.
 */
export async function readSchedules(place: Place): Promise<TargetedSchedule[]> {
  const names = await listSchedules(place);
  const found = await Promise.all(
    names.map(async ({ Name, GroupName }) =>
      schedule.parse(await get(place, `/schedules/${Name}?groupName=${encodeURIComponent(GroupName)}`)),
    ),
  );
  return found
    .filter(({ State }) => State === "ENABLED")
    .map(({ Name, ScheduleExpression, Target }) => ({
      name: Name,
      expression: ScheduleExpression,
      targetArn: Target.Arn,
      roleArn: Target.RoleArn,
      input: Target.Input ?? undefined,
    }));
}

async function listSchedules(place: Place): Promise<z.infer<typeof page>["Schedules"]> {
  const all: z.infer<typeof page>["Schedules"] = [];
  let next: string | undefined;
  do {
    const query = next === undefined ? "" : `?NextToken=${encodeURIComponent(next)}`;
    const { Schedules, NextToken } = page.parse(await get(place, `/schedules${query}`));
    all.push(...Schedules);
    next = NextToken ?? undefined;
  } while (next !== undefined);
  return all;
}

async function get({ endpoint, accountId, region }: Place, path: string): Promise<unknown> {
  // The sandbox reads account, region and service from the credential scope and checks no signature.
  const scope = `${accountId}/20300101/${region}/scheduler/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=sandbox`;
  const response = await fetch(new URL(path, endpoint), { headers: { authorization } });
  if (!response.ok) throw new Error(`Scheduler answered ${response.status}: ${await response.text()}`);
  return response.json();
}
