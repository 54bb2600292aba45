// What to look at when an alert did not arrive everywhere: what people are missing, what AWS knows of it, and where to read on.
import { deadLetterQueueName, logGroupName } from "@orgwatch/manifest/names";
import type { Known, Stop } from "./stops-of";

/** The lambdas' impacts by name. */
export type Impacts = ReadonlyMap<string, string>;

const deployAgain =
  "apply the stack infrasec-admin-global again: orgwatch deploy apply infrasec-admin-global";
const changedByHand = `Somebody changed what was deployed: ${deployAgain}`;
const runbook = 'Read on: docs/operate.md, "It is silent"';

/** Lines for a person, the gravest first; none when nothing was missed. */
export function whatToLookAt(
  stops: readonly Stop[],
  { sample, way, evidence }: Pick<Known, "sample" | "way" | "evidence">,
  { region, impacts }: { readonly region: string; readonly impacts: Impacts },
): readonly string[] {
  const missed = stops.filter(({ outcome }) => outcome === "missed");
  if (missed.length === 0) return [];
  const lambdas = [...new Set(missed.flatMap(({ lambda }) => lambda ?? [...impacts.keys()]))];
  return [
    ...lambdas.flatMap((lambda) => impacts.get(lambda) ?? []),
    ...(way.broken === undefined ? [] : brokenWords(way.broken, sample.severity)),
    ...missed.flatMap((stop) => wordsOfStop(stop, stops, sample.count)),
    ...(evidence.counts?.failed
      ? [
          `${way.rule} could not hand events on${evidence.counts.failed === 1 ? "" : ` ${evidence.counts.failed} times`}: ${deployAgain}`,
        ]
      : []),
    ...lambdas.flatMap((lambda) => deadLetterWords(lambda, evidence, region)),
    ...evidence.ringing.map(({ name, description }) => `The alarm ${name} rings: ${description}`),
    ...evidence.unseen,
    runbook,
  ];
}

function brokenWords(
  { at, words }: NonNullable<Known["way"]["broken"]>,
  severity: number,
): readonly string[] {
  return at === "rule" && words.startsWith("no rule")
    ? [
        `Severity ${severity.toFixed(1)} is below alerts.notifyFrom of cdktf/org.config.ts, or the rules are gone: then ${deployAgain}`,
      ]
    : [changedByHand];
}

function wordsOfStop({ name, lambda, at }: Stop, stops: readonly Stop[], count: number): readonly string[] {
  if (lambda !== undefined && (name === "Slack" || name === "PagerDuty"))
    return at === undefined
      ? [`Whether ${lambda} runs at all: its log ${logGroupName(lambda)}, and its event source mapping`]
      : [
          `Unless it is a dead letter, it is tried again for a day. Why it failed: the newest warnings in ${logGroupName(lambda)}`,
        ];
  if (lambda !== undefined && name === "queue") return [changedByHand];
  const silent = name === "rule" && stops.every((stop) => stop.name !== "rule" || stop.outcome === "missed");
  if (!silent) return [];
  return count > 1
    ? [
        `GuardDuty made this sample ${count} times, and tells of repeats every 15 minutes to 6 hours: take another --type`,
      ]
    : [];
}

function deadLetterWords(lambda: string, { depths }: Known["evidence"], region: string): readonly string[] {
  const waiting = depths.get(deadLetterQueueName(lambda))?.waiting ?? 0;
  return waiting === 0
    ? []
    : [
        `${waiting} dead ${waiting === 1 ? "letter" : "letters"} of ${lambda}, with reasons: orgwatch redrive --region ${region} --lambda ${lambda}`,
      ];
}
