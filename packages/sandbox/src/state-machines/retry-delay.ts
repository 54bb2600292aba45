// Whether a failed state is tried again, and after how long.
import type { Retrier } from "./definition";
import { covers } from "./states-error";

/** How often each rule has been used in this visit of a state. */
export type Attempts = ReadonlyMap<Retrier, number>;
export type AnotherTry = { readonly milliseconds: number; readonly attempts: Attempts };

/** The wait before another try by the first rule that covers the error; undefined when it is used up or there is none. */
export function nextTry(
  rules: readonly Retrier[],
  error: string,
  attempts: Attempts,
  random: () => number,
): AnotherTry | undefined {
  const rule = rules.find(({ ErrorEquals }) => covers(ErrorEquals, error));
  const before = rule === undefined ? 0 : (attempts.get(rule) ?? 0);
  if (rule === undefined || before >= rule.MaxAttempts) return undefined;
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy } = rule;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** before, MaxDelaySeconds);
  return {
    milliseconds: Math.round(seconds * 1000 * (JitterStrategy === "FULL" ? random() : 1)),
    attempts: new Map([...attempts, [rule, before + 1]]),
  };
}
