// The rules of a bus and their targets, as moto keeps them. Read once, until a call that can change them passes the gateway.
import { z } from "zod";
import { type MotoClient, MotoRefused, type Place } from "../gateway/moto-client";
import { readRecord } from "../gateway/read-json";
import { type Remembered, remember } from "../gateway/remember";

const target = z.object({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
});
const ruleList = z.object({
  Rules: z.array(
    z.object({
      Name: z.string(),
      Arn: z.string(),
      State: z.string().optional(),
      EventPattern: z.string().nullish(),
    }),
  ),
  NextToken: z.string().nullish(),
});
const targetList = z.object({ Targets: z.array(target), NextToken: z.string().nullish() });

export type Target = z.infer<typeof target>;
export type Rule = {
  readonly name: string;
  readonly arn: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Read when they are first asked for; undefined when the rule has been deleted since it was listed. Rejects when moto refuses. */
  readonly targets: () => Promise<readonly Target[] | undefined>;
};

/** A bus: `bus` is its name. */
export type BusPlace = Place & { readonly bus: string };

/** The enabled rules with a pattern. Reading throws when moto refuses, e.g. because the bus does not exist. */
export type Rules = Remembered<BusPlace, readonly Rule[]>;

/** Reads through moto and remembers. */
export function newRules(moto: MotoClient): Rules {
  return remember(busKey, (place) => readRules(moto, place));
}

/** The resource policies of buses, as JSON; undefined for a bus without one. */
export function newBusPolicies(moto: MotoClient): Remembered<BusPlace, string | undefined> {
  return remember(busKey, async (place) => {
    const bus = await moto.json(place, "events", "AWSEvents.DescribeEventBus", { Name: place.bus });
    return z.object({ Policy: z.string().nullish() }).parse(bus).Policy ?? undefined;
  });
}

/** A bus as a text that no other bus has. */
export function busKey(place: BusPlace): string {
  return `${placeKey(place)}${place.bus}`;
}

/** How the texts of all buses of a place begin. */
export function placeKey({ accountId, region }: Place): string {
  return `${accountId}/${region}/`;
}

async function readRules(moto: MotoClient, place: BusPlace): Promise<readonly Rule[]> {
  const rules: Rule[] = [];
  let token: string | undefined;
  do {
    const page = ruleList.parse(
      await moto.json(place, "events", "AWSEvents.ListRules", {
        EventBusName: place.bus,
        ...(token ? { NextToken: token } : {}),
      }),
    );
    for (const rule of page.Rules) {
      const { Name: name, Arn: arn, State, EventPattern } = rule;
      if (State === "DISABLED" || !EventPattern) continue;
      const targets = remember(String, (name: string) => readTargets(moto, place, name));
      rules.push({ name, arn, pattern: readRecord(EventPattern), targets: () => targets.of(name) });
    }
    token = page.NextToken ?? undefined;
  } while (token);
  return rules;
}

/** Undefined for a rule that has been deleted since it was listed. */
async function readTargets(
  moto: MotoClient,
  place: BusPlace,
  rule: string,
): Promise<readonly Target[] | undefined> {
  const body = { EventBusName: place.bus, Rule: rule };
  try {
    const answer = await moto.json(place, "events", "AWSEvents.ListTargetsByRule", body);
    return targetList.parse(answer).Targets;
  } catch (error) {
    if (error instanceof MotoRefused && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
