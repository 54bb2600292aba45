// Waits for a sweep that runs in AWS. It goes on there, whatever becomes of this program.
import type { Sweep, SweepState } from "./home-region";

/** A sweep of a small organization takes some seconds, of a large one minutes. */
const pollMs = 5000;

/** How the sweep ended; `interrupted` when the user did not want to wait any longer. Rejects when AWS does not answer. */
export async function watchSweep(
  arn: string,
  sweep: Pick<Sweep<never>, "state">,
  {
    wait,
    signal,
  }: {
    /** Ends after so many milliseconds, or when `signal` is aborted; it never rejects. */
    readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
    readonly signal: AbortSignal;
  },
): Promise<SweepState | "interrupted"> {
  while (!signal.aborted) {
    const state = await sweep.state(arn);
    if (state.status !== "running") return state;
    await wait(pollMs, signal);
  }
  return "interrupted";
}
