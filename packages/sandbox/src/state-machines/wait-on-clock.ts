// Waits in the sandbox's time: by itself as real time passes, and at once when the time is skipped.
import type { Clock } from "../clock";

/** A longer timer would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Resolves when this many milliseconds are over, or as soon as `signal` is aborted. The timer does not keep the process alive. */
export function waitOnClock(
  clock: Pick<Clock, "now" | "subscribe">,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  const due = clock.now().getTime() + milliseconds;
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const look = (): void => {
      clearTimeout(timer);
      const left = due - clock.now().getTime();
      if (left <= 0 || signal.aborted) end();
      else timer = setTimeout(look, Math.min(left, longestTimer)).unref();
    };
    const unsubscribe = clock.subscribe(look);
    signal.addEventListener("abort", end);
    look();
  });
}
