// A sweep over the organization as its owner declares it: a Step Functions state machine with a Distributed Map.

/**
 * Runs `plan` once with the execution's input; its answer's `items` go one by one to `each`, many at a time; then `finish` runs, with the
 * same input, also when items failed. What `each` learns it writes down itself: the map's own result is thrown away, because it would not
 * fit into a state of 256 KB. The three are lambdas with the triggers `sweepStep` and `mapItem`.
 */
export type SweepManifest = {
  readonly name: string;
  readonly summary: string;
  /** What people lose when it fails: the text of its alarms. */
  readonly impact: string;
  readonly stack: string;
  readonly plan: string;
  readonly each: string;
  readonly finish: string;
  /**
   * A second pass over what the first one wrote down: `plan` is asked once all items of the first are done, `each` gets its items, and `finish`
   * comes after both. They are lambdas with the triggers `sweepStep(<sweep>, "second")` and `mapItem(<sweep>, "second")`.
   */
  readonly second?: { readonly plan: string; readonly each: string; readonly concurrency: number };
  /** How many items at a time; Distributed Maps take up to 10,000. */
  readonly concurrency: number;
  /** EventBridge Scheduler's words for when it starts by itself, with their meaning for people. */
  readonly schedule: { readonly expression: string; readonly words: string };
  readonly timeoutMinutes: number;
};

/** All lambdas of a sweep, in the order in which they run. */
export function lambdasOfSweep({ plan, each, second, finish }: SweepManifest): readonly string[] {
  return [plan, each, ...(second ? [second.plan, second.each] : []), finish];
}

/**
 * Declares a sweep.
 * @throws Error with all problems of the declaration, in words.
 */
export function defineSweep(manifest: SweepManifest): SweepManifest {
  const problems = [
    /^[a-z][a-z0-9-]{0,39}$/.test(manifest.name)
      ? ""
      : "its name must be kebab-case of at most 40 characters",
    manifest.summary === "" ? "it needs a summary" : "",
    manifest.impact === "" ? "it needs an impact: what people lose when it fails" : "",
    manifest.concurrency >= 1 && manifest.concurrency <= 10_000 ? "" : "concurrency must be 1 to 10000",
    (manifest.second?.concurrency ?? 1) >= 1 && (manifest.second?.concurrency ?? 1) <= 10_000
      ? ""
      : "second.concurrency must be 1 to 10000",
    manifest.timeoutMinutes >= 1 && manifest.timeoutMinutes <= 1440 ? "" : "timeoutMinutes must be 1 to 1440",
  ].filter((problem) => problem !== "");
  if (problems.length > 0) throw new Error(`sweep ${manifest.name}: ${problems.join("; ")}`);
  return manifest;
}
