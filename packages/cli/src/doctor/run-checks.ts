// Runs the checks side by side, each with a limit of time; what one of them cannot do hides nothing of the others.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Check, Owner, World } from "./check";
import { type Finding, type Found, unknown } from "./finding";

/** `looked` names the checks that ran, `skipped` those without credentials for where they look. */
export type DoctorReport = {
  readonly findings: readonly Finding[];
  readonly looked: readonly string[];
  readonly skipped: readonly string[];
};

const checksAtATime = 6;
const limitSeconds = 120;
/** Looking into each account takes its time: a few calls for each account and region. */
const deepLimitSeconds = 1800;

/** Ends after so many milliseconds, or when `signal` is aborted; it never rejects. */
type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** `status` hears how far it is. */
type Running = {
  readonly signedIn: readonly Owner[];
  readonly wait: Wait;
  readonly signal: AbortSignal;
  readonly status?: ((text: string) => void) | undefined;
};

/** In the order of the checks. Never rejects. */
export async function runChecks(
  checks: readonly Check[],
  world: World,
  { signedIn, wait, signal, status }: Running,
): Promise<DoctorReport> {
  const able = checks.filter(({ needs }) => needs.every((owner) => signedIn.includes(owner)));
  const open = new Set<string>();
  let made = 0;
  const tell = () => status?.(progressWords(made, able.length, [...open]));
  const findings = await inParallel(able, checksAtATime, async (check) => {
    open.add(check.id);
    tell();
    const found = await limited(check, world, wait, signal);
    open.delete(check.id);
    made += 1;
    tell();
    return found.map((one) => ({ check: check.id, ...one }));
  });
  return {
    findings: findings.flat(),
    looked: idsOf(able),
    skipped: idsOf(checks.filter((check) => !able.includes(check))),
  };
}

/** `30 of 31 checks made, looking at members`. */
function progressWords(made: number, all: number, open: readonly string[]): string {
  const looking = open.length === 0 ? "" : `, looking at ${open.join(", ")}`;
  return `${made} of ${all} checks made${looking}`;
}

function idsOf(checks: readonly Check[]): readonly string[] {
  return checks.map(({ id }) => id);
}

async function limited(
  check: Check,
  world: World,
  wait: Wait,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const seconds = check.deep ? deepLimitSeconds : limitSeconds;
  const done = new AbortController();
  const tooLate = wait(seconds * 1000, AbortSignal.any([done.signal, signal])).then(() => [
    unknown("everywhere", new Error(signal.aborted ? "interrupted" : `no answer within ${seconds} seconds`)),
  ]);
  try {
    return await Promise.race([check.look(world), tooLate]);
  } catch (error) {
    return [unknown("everywhere", error)];
  } finally {
    done.abort();
  }
}

/** Exit code: 1 something is broken, 2 nothing is known to be broken and not everything could be looked at, 0 all is well. */
export function exitCodeOf({ findings }: Pick<DoctorReport, "findings">): 0 | 1 | 2 {
  if (findings.some(({ state }) => state === "broken")) return 1;
  return findings.length > 0 ? 2 : 0;
}
