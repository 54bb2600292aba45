// Whether sweeps, the lambdas that are their parts, member roles and buckets fit together.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { lambdasOfSweep, type SweepManifest } from "@orgwatch/manifest/define-sweep";
import type { MapItemTrigger, SweepStepTrigger } from "@orgwatch/manifest/trigger";
import type { WiringRequest } from "./wiring-request";

/** In words, everything that does not fit. */
export function problemsOfSweeps({
  lambdas,
  sweeps = [],
  memberRoles = [],
  buckets = {},
}: WiringRequest): string[] {
  const known = new Set(lambdas.map(({ name }) => name));
  const read = new Set(
    lambdas.flatMap(({ trigger }) =>
      trigger.kind === "queue" && trigger.from.kind === "bucket" ? [trigger.from.name] : [],
    ),
  );
  return [
    ...lambdas.flatMap((lambda) => problemsOfPart(lambda, sweeps)),
    ...sweeps.flatMap((sweep) =>
      lambdasOfSweep(sweep)
        .filter((lambda) => !known.has(lambda))
        .map((lambda) => `the sweep ${sweep.name}: there is no lambda ${lambda}`),
    ),
    ...memberRoles.flatMap(({ roleName, usedBy }) =>
      usedBy
        .filter((lambda) => !known.has(lambda))
        .map((lambda) => `the role ${roleName}: there is no lambda ${lambda}`),
    ),
    ...Object.keys(buckets)
      .filter((bucket) => !read.has(bucket))
      .map((bucket) => `no lambda reads the bucket ${bucket}`),
  ];
}

/** A lambda that says it is part of a sweep, which must say the same. */
function problemsOfPart({ name, trigger }: LambdaManifest, sweeps: readonly SweepManifest[]): string[] {
  if (trigger.kind !== "map-item" && trigger.kind !== "sweep-step") return [];
  const sweep = trigger.kind === "map-item" ? trigger.map : trigger.sweep;
  const { part, lambdaOf } = partOf(trigger);
  const isPart = sweeps.some((one) => one.name === sweep && lambdaOf(one) === name);
  return isPart ? [] : [`${name}: no sweep ${sweep} has it as ${part}`];
}

type Part = {
  readonly part: string;
  readonly lambdaOf: (sweep: SweepManifest) => string | undefined;
};

function partOf(trigger: MapItemTrigger | SweepStepTrigger): Part {
  if (trigger.kind === "map-item")
    return trigger.pass === "first"
      ? { part: "each", lambdaOf: ({ each }) => each }
      : { part: "second.each", lambdaOf: ({ second }) => second?.each };
  const { step } = trigger;
  return step === "second"
    ? { part: "second.plan", lambdaOf: ({ second }) => second?.plan }
    : { part: step, lambdaOf: (sweep) => sweep[step] };
}
