// What must hold in every organization, whatever happens to its instances: a month of some that were made up.
import { tagStages } from "@orgwatch/manifest/tag-policy";
import { isExempt } from "./exempt";
import { accounts, exemptionOf, watch } from "./testing/watched-organization";
import type { PlannedAct, Violation } from "./violation";

const hourMs = 3_600_000;
const watched = Array.from({ length: 25 }, (_, seed) => watch(seed));
const acted = watched.flatMap(({ world, runs }) =>
  runs.flatMap((run) =>
    run.plan.acts.map((act) => ({ act, run, world, violation: run.known.get(act.violationId) })),
  ),
);

function none(broken: (one: (typeof acted)[number] & { readonly violation: Violation }) => boolean) {
  const found = acted.filter(({ violation, ...rest }) => !violation || broken({ violation, ...rest }));
  expect(found.map(({ act, run }) => [run.runId, act.violationId, act.stage])).toEqual([]);
}

it("did act, in every stage", () => {
  const stages = (["warn", "stop", "terminate"] as const).map(
    (stage) => acted.filter(({ act }) => act.stage === stage).length,
  );
  expect(Math.min(...stages)).toBeGreaterThan(50);
});

it("acts only on open violations that the run saw", () => {
  none(({ violation, run }) => violation.status !== "open" || violation.lastRunId !== run.runId);
});

it("never acts on exempt instances", () => {
  none(({ violation, run, world }) => isExempt(exemptionOf(violation.instance, world, run.now)));
});

it("never acts on kept instances, unless the policy names their keeper", () => {
  none(({ violation: { instance }, world }) =>
    Boolean(instance.keeper && !world.policy.actOnKept.includes(instance.keeper.kind)),
  );
});

it("never acts in the grace period of an instance", () => {
  none(({ violation, run }) => run.now.getTime() < Date.parse(violation.instance.createdAt) + 45 * 60_000);
});

it("never acts on what nobody could prove", () => {
  none(({ violation }) =>
    violation.problems.every(({ key }) => violation.unproven?.some((one) => one.key === key)),
  );
});

it("never acts in a region with a cell that failed or lacks its canary", () => {
  none(({ act, run }) =>
    run.cells.some(
      ({ region, result, canary }) => region === act.region && (result !== "ok" || canary === "missing"),
    ),
  );
});

it("never goes further than the policy", () => {
  none(({ act, world }) => tagStages.indexOf(act.stage) > tagStages.indexOf(world.policy.upTo));
});

it("warns before it stops, stops before it terminates, and leaves the time between that it told", () => {
  none(({ act, run, violation, world }) => {
    const { warn, stop, terminate } = world.policy.afterHours;
    const ago = (what: PlannedAct["stage"]) => {
      const first = violation.acts.find(
        (one) =>
          one.what === what &&
          one.intendedAt >= violation.firstSeenAt &&
          (one.outcome === "done" || one.outcome === "found-done"),
      );
      return first ? (run.now.getTime() - Date.parse(first.intendedAt)) / hourMs : -1;
    };
    if (act.stage === "warn") return ago("warn") >= 0;
    if (ago("warn") < stop - warn) return true;
    const stopped = violation.instance.state !== "running" && violation.foundStoppedAt !== undefined;
    return act.stage === "terminate" && ago("stop") < terminate - stop && !(stopped && ago("stop") < 0);
  });
});

it("stays within the caps of each run and account", () => {
  const above = watched.flatMap(({ world, runs }) =>
    runs.filter(({ plan, cells }) => {
      const harmful = plan.acts.filter(({ stage }) => stage !== "warn");
      const tooMany = accounts.filter((accountId) => {
        const of = <One extends { readonly accountId: string }>(all: readonly One[]) =>
          all.filter((one) => one.accountId === accountId);
        const instances = of(cells).reduce((sum, one) => sum + one.instances, 0);
        return of(harmful).length * 100 > world.policy.caps.accountPercent * instances;
      });
      return harmful.length > world.policy.caps.instances || tooMany.length > 0;
    }),
  );
  expect(above).toEqual([]);
});

it("never lets a violation fall back, or forget when it was first seen, while it lasts", () => {
  const level = ({ stage }: Violation) => (stage ? tagStages.indexOf(stage) : -1);
  const pairs = watched.flatMap(({ runs }) =>
    runs.flatMap(({ known }, index) =>
      [...(runs[index - 1]?.known.values() ?? [])].flatMap((before) => {
        const later = known.get(before.violationId);
        return before.status === "open" && later?.status === "open" ? [{ before, later }] : [];
      }),
    ),
  );
  expect(pairs.length).toBeGreaterThan(1000);
  const fallen = ({ before, later }: (typeof pairs)[number]) =>
    later.firstSeenAt !== before.firstSeenAt || level(later) < level(before);
  expect(pairs.filter(fallen)).toEqual([]);
});

it("plans each violation once, or says once why not", () => {
  const twice = watched.flatMap(({ runs }) =>
    runs.filter(({ plan }) => {
      const ids = [...plan.acts, ...plan.held].map(({ violationId }) => violationId);
      return new Set(ids).size < ids.length;
    }),
  );
  expect(twice).toEqual([]);
});
