// GuardDuty in memory, for tests: fifty ids a call, one malformed id spoils the call, and it can be down.
import { TryLater } from "@orgwatch/core/errors";
import { type Finding, type Findings, FindingsRefused, idsPerCall } from "../findings";

export type MemoryGuardDuty = Findings & {
  /** How many ids each call to archive had. */
  readonly archiveCalls: () => readonly number[];
  /** The ids of archived findings. */
  readonly archived: () => readonly string[];
  readonly put: (region: string, finding: Finding) => void;
  /** The next calls of this kind fail, as when GuardDuty throttles. */
  readonly failNext: (kind: "get" | "archive", times: number) => void;
};

/** No findings at first. */
export function memoryGuardDuty(): MemoryGuardDuty {
  const findings = new Map<string, Finding>();
  const failures = { get: 0, archive: 0 };
  const archiveCalls: number[] = [];

  function check(kind: "get" | "archive", ids: readonly string[]) {
    if (failures[kind] > 0) {
      failures[kind] -= 1;
      throw new TryLater("GuardDuty cannot be used");
    }
    if (ids.length > idsPerCall || ids.some((id) => id.startsWith("malformed")))
      throw new FindingsRefused("GuardDuty refused the findings");
  }

  return {
    get: async (region, ids) => {
      check("get", ids);
      return ids.flatMap((id) => findings.get(`${region}/${id}`) ?? []);
    },
    archive: async (region, ids) => {
      check("archive", ids);
      archiveCalls.push(ids.length);
      for (const id of ids) {
        const finding = findings.get(`${region}/${id}`);
        if (finding) findings.set(`${region}/${id}`, { ...finding, archived: true });
      }
    },
    archiveCalls: () => archiveCalls,
    archived: () => [...findings.values()].filter(({ archived }) => archived).map(({ id }) => id),
    put: (region, finding) => void findings.set(`${region}/${finding.id}`, finding),
    failNext: (kind, times) => {
      failures[kind] = times;
    },
  };
}
