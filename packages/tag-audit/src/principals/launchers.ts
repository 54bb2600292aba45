// Who launched an instance, by CloudTrail's event history of the region: 90 days, two questions a second.
import { type CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { reasonOf } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { Instance } from "@orgwatch/core/tag-audit/instance";
import * as z from "zod/mini";

/** The ARN (or the name) of whoever launched the instance; undefined when CloudTrail does not tell any more. @throws what AWS answers. */
export type LookUpLauncher = (
  instance: Pick<Instance, "instanceId" | "createdAt">,
) => Promise<string | undefined>;

/** A volume or network interface is attached within seconds of the launch; CloudTrail's times are whole seconds. */
const aroundMs = 15 * 60_000;
const historyMs = 90 * 24 * 3_600_000;
/** CloudTrail lets an account ask twice a second in each region. */
const paceMs = 500;
/** Of one region in one run: half a minute. */
const askedAtMost = 50;

const identityShape = z.object({
  userIdentity: z.object({ arn: z.optional(z.string()), userName: z.optional(z.string()) }),
  errorCode: z.optional(z.string()),
});

/** The history behind a client of the account and region. */
export function launcherIn(client: CloudTrailClient): LookUpLauncher {
  return async ({ instanceId, createdAt }) => {
    const created = Date.parse(createdAt);
    const { Events } = await client.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: instanceId }],
        StartTime: new Date(created - aroundMs),
        EndTime: new Date(created + aroundMs),
      }),
    );
    return (Events ?? []).map(launcherOf).find((launcher) => launcher !== undefined);
  };
}

/** The launch may be one of many instances at once, by which CloudTrail finds the event all the same. */
function launcherOf({ EventName, CloudTrailEvent }: Event): string | undefined {
  if (EventName !== "RunInstances" || CloudTrailEvent === undefined) return undefined;
  const { data } = z.safeParse(identityShape, readJson(CloudTrailEvent));
  return data?.errorCode === undefined ? (data?.userIdentity.arn ?? data?.userIdentity.userName) : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Asks for the launchers of some instances at CloudTrail's pace, the youngest first, and answers those that are known. Where there are more than
 * one run can ask for, it begins with any of them: the others stay unproven until their turn comes. It ends early, and
 * never throws, when CloudTrail fails or time is up: whoever is not in the answer is unproven.
 */
export async function findLaunchers(
  instances: readonly Instance[],
  lookUp: LookUpLauncher,
  options: {
    readonly now: () => Date;
    readonly sleep: (milliseconds: number) => Promise<void>;
    readonly mayGoOn: () => boolean;
    /** 0 to below 1. */
    readonly random: () => number;
    readonly log: Log;
  },
): Promise<ReadonlyMap<string, string>> {
  const { now, sleep, mayGoOn, random, log } = options;
  const oldest = new Date(now().getTime() - historyMs).toISOString();
  const known = instances
    .filter(({ createdAt }) => createdAt > oldest)
    .toSorted((one, other) => (one.createdAt > other.createdAt ? -1 : 1));
  const first = known.length > askedAtMost ? Math.floor(random() * known.length) : 0;
  const asked = [...known.slice(first), ...known.slice(0, first)].slice(0, askedAtMost);
  const launchers = new Map<string, string>();
  for (const instance of asked) {
    if (!mayGoOn()) break;
    try {
      const launcher = await lookUp(instance);
      if (launcher !== undefined) launchers.set(instance.instanceId, launcher);
    } catch (error) {
      log.warn("CloudTrail does not tell who launched instances", { reason: reasonOf(error).slice(0, 300) });
      break;
    }
    await sleep(paceMs);
  }
  return launchers;
}
