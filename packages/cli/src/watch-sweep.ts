// Waits for a sweep that runs in AWS. It goes on there, whatever becomes of this program.
import type { Sweep, SweepState } from "./home-region";
import { waitingWords } from "./progress/waiting-words";
import type { Terminal } from "./terminal";

/** A sweep of a small organization takes some seconds, of a large one minutes. */
const pollMs = 5000;

/** How the sweep ended; `interrupted` when the user did not want to wait any longer. Rejects when AWS does not answer. */
export async function watchSweep(
  arn: string,
  sweep: Pick<Sweep<never>, "state">,
  {
    terminal,
    now,
    wait,
    signal,
  }: {
    readonly terminal: Terminal;
    readonly now: () => Date;
    /** Ends after so many milliseconds, or when `signal` is aborted; it never rejects. */
    readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
    readonly signal: AbortSignal;
  },
): Promise<SweepState | "interrupted"> {
  const since = now();
  while (!signal.aborted) {
    const state = await sweep.state(arn);
    if (state.status !== "running") return state;
    terminal.status?.(waitingWords("the sweep", since, now()));
    await wait(pollMs, signal);
  }
  return "interrupted";
}
