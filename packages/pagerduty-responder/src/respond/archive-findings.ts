// Archives findings of any regions, region by region and fifty at a time, and says what became of each.
import { inParallel } from "@orgwatch/core/concurrency";
import { type FindingPlace, findingKey } from "@orgwatch/core/notice/finding-key";
import { type Decision, decideArchive, type Outcome } from "./decide-archive";
import { type Finding, type Findings, FindingsRefused, idsPerCall } from "./findings";

/** GuardDuty's own rate is low; findings of one incident are rarely in more regions. */
const regionsAtOnce = 4;

/**
 * The outcomes by findings' keys (`findingKey`).
 * @throws TryLater when GuardDuty cannot be used: what is archived by then is known again by `decision.tried`.
 */
export async function archiveFindings(
  places: readonly FindingPlace[],
  decision: Decision,
  findings: Findings,
): Promise<ReadonlyMap<string, Outcome>> {
  const regions = [...new Set(places.map(({ region }) => region))];
  const outcomes = await inParallel(regions, regionsAtOnce, async (region) => {
    const ids = new Set(places.filter((place) => place.region === region).map(({ findingId }) => findingId));
    const ends: [string, Outcome][] = [];
    for (const chunk of chunksOf([...ids])) {
      const done = await archiveChunk(region, chunk, decision, findings);
      ends.push(...done.map(([id, end]): [string, Outcome] => [findingKey({ region, findingId: id }), end]));
    }
    return ends;
  });
  return new Map(outcomes.flat());
}

async function archiveChunk(
  region: string,
  ids: readonly string[],
  decision: Decision,
  findings: Findings,
): Promise<[string, Outcome][]> {
  const known = new Map((await lookUp(region, ids, findings)).map((finding) => [finding.id, finding]));
  const steps = ids.map((id) => ({ id, step: decideArchive(known.get(id), decision) }));
  const open = steps.flatMap(({ id, step }) => (step.end === "to-archive" ? [id] : []));
  if (open.length > 0) await findings.archive(region, open);
  return steps.map(({ id, step }) => [id, step.end === "to-archive" ? { end: "archived" } : step]);
}

/** One id that GuardDuty does not take spoils the whole call: then each is asked for alone. */
async function lookUp(
  region: string,
  ids: readonly string[],
  findings: Findings,
): Promise<readonly Finding[]> {
  try {
    return await findings.get(region, ids);
  } catch (error) {
    if (!(error instanceof FindingsRefused)) throw error;
    if (ids.length === 1) return [];
    const each = await inParallel(ids, regionsAtOnce, (id) => lookUp(region, [id], findings));
    return each.flat();
  }
}

function chunksOf(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / idsPerCall);
  return Array.from({ length: count }, (_, index) => ids.slice(index * idsPerCall, (index + 1) * idsPerCall));
}
