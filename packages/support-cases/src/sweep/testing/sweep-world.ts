// One account at AWS and its table: sweeps one after another, and what each asks, tells and waits for.
import { memoryCases } from "@orgwatch/core/testing/memory-cases";
import { silent } from "../../../testing/run-sweep";
import { type SimulatedCase, simulatedCase } from "../../../testing/simulated-organization";
import type { CaseQuery, SupportApi } from "../../support-api";
import type { CaseCall } from "../../trail/case-call";
import { type BatchDependencies, sweepBatch } from "../sweep-batch";

/** The account that is swept. */
export const accountId = "111111111111";
/** A time so many days after the first sweep. */
export const day = (number: number) => new Date(Date.parse("2030-01-01T09:00:00Z") + number * 24 * 3600_000);

/** The account with these cases; `sweep` runs one at a time, `atAws` is what AWS knows then. */
export function newWorld(...cases: SimulatedCase[]) {
  const atAws = new Map(cases.map((one) => [one.facts.caseId, one]));
  const table = memoryCases();
  const asked: (CaseQuery | string)[] = [];
  const told: CaseCall[] = [];
  const slept: number[] = [];
  const support = (): SupportApi => ({
    describeCases: async function* (query) {
      asked.push(query);
      const ids = query.caseIds;
      const known = ids?.flatMap((caseId) => atAws.get(caseId)?.facts ?? []);
      if (known) return yield known.length === ids?.length ? known : [];
      const all = [...atAws.values()].map(({ facts }) => facts);
      yield all.filter(
        ({ timeCreated, status }) =>
          timeCreated >= (query.afterTime ?? "") && !(query.openOnly && status === "resolved"),
      );
    },
    describeCommunications: async function* (caseId) {
      asked.push(caseId);
      yield atAws.get(caseId)?.communications ?? [];
    },
  });
  const sweep = async (at: Date, changed: Partial<BatchDependencies> = {}, full = false) => {
    asked.length = 0;
    told.length = 0;
    const counts = await sweepBatch(
      { accounts: [accountId], startedAt: at.toISOString(), ...(full ? { full: true as const } : {}) },
      {
        cases: table,
        support,
        tell: async (calls) => {
          told.push(...calls);
        },
        lookbackDays: 60,
        now: () => at,
        sleep: async (ms) => {
          slept.push(ms);
        },
        random: () => 0.5,
        deadline: new Date(at.getTime() + 600_000),
        log: silent,
        ...changed,
      },
    );
    return { counts, asked: [...asked], told: told.map(({ caseId, eventName }) => `${eventName} ${caseId}`) };
  };
  return { atAws, table, sweep, slept, support };
}

/** A case with other facts. */
export const changed = (one: SimulatedCase, facts: Partial<SimulatedCase["facts"]>): SimulatedCase => ({
  ...one,
  facts: { ...one.facts, ...facts },
});
export const old = simulatedCase(accountId, 1, day(-30).toISOString());
export const young = simulatedCase(accountId, 2, day(0.5).toISOString());
export const [oldId, youngId] = [old.facts.caseId, young.facts.caseId];
