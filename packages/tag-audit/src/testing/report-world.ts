// Everything around the last step of a tag audit, in memory and in virtual time: tables, files, SES, OpenSearch, the sandbox's Slack.
import { TryLater } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { tagPolicyWith } from "@orgwatch/core/tag-audit/policy";
import type { Cell, RunPlan, Violation } from "@orgwatch/core/tag-audit/violation";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { slackWorld } from "@orgwatch/core/worlds/slack-world";
import type { TagPolicy } from "@orgwatch/manifest/tag-policy";
import type { Asked } from "../plan/run-input";
import { type FinishDependencies, finishAudit } from "../report/finish-audit";
import type { WriteRows } from "../report/report-files";
import type { Indexed, ItemStatus, SearchDomain } from "../report/search/search-domain";
import { memoryMailbox } from "./memory-mailbox";

export const runId = "2030-01-07T08:30:00.000Z";
export const secure = "111111111111";
/** Belongs to the team payments. */
export const paying = "444444444444";
const region = "us-west-2";

/** A violation, first seen two days before the run, reported. */
export function violation(
  number: number,
  part: Partial<Violation> = {},
  tags: Record<string, string> = {},
  accountId = secure,
): Violation {
  const instanceId = `i-000000000000000${String(number).padStart(2, "0")}`;
  return {
    violationId: `${accountId}/${region}/${instanceId}`,
    revision: 1,
    instance: {
      accountId,
      region,
      instanceId,
      state: "running",
      launchedAt: "2030-01-05T08:00:00.000Z",
      createdAt: "2030-01-05T08:00:00.000Z",
      tags: { Name: `web-${number}`, ...tags },
    },
    scheme: "everybody",
    problems: [{ key: "department", problem: "missing", words: "department is missing" }],
    firstSeenAt: "2030-01-05T08:30:00.000Z",
    lastSeenAt: runId,
    lastRunId: runId,
    status: "open",
    stage: "report",
    acts: [],
    ...part,
  };
}

/** An account's region as the run saw it. */
export function cell(accountId: string, part: Partial<Cell> = {}): Cell {
  return {
    runId,
    accountId,
    region,
    checkedAt: "2030-01-07T08:40:00.000Z",
    result: "ok",
    instances: 10,
    violations: 0,
    exempt: 0,
    canary: "unproven",
    ...part,
  };
}

const entry = (accountId: string, name: string): AccountEntry => ({
  accountId,
  name,
  state: "ACTIVE",
  organizationalUnits: [],
  team: "",
  refreshedAt: runId,
});

export type WorldFacts = {
  readonly violations?: readonly Violation[];
  readonly cells?: readonly Cell[];
  readonly plan?: Partial<RunPlan>;
  readonly policy?: Partial<TagPolicy>;
  readonly webhook?: boolean;
};

/** Who gets mail, where the policy says so. */
export const digest = {
  from: "orgwatch@acme.example",
  to: ["ops@acme.example"],
  ownerDomains: ["acme.example"],
};

const schemes = [
  {
    name: "everybody",
    accounts: [],
    organizationalUnits: [],
    require: [{ key: "department", ignoreCase: false }],
  },
];

/** OpenSearch as the sender of documents sees it; `search.test.ts` talks to one over HTTP. */
function searchInMemory() {
  const documents = new Map<string, object>();
  const templates: string[] = [];
  let fault: (id: string) => ItemStatus | undefined = () => undefined;
  const take = ({ index, id, document }: Indexed): ItemStatus => {
    const status = fault(id);
    if (status === undefined) documents.set(`${index}/${id}`, document);
    return status ?? { status: 201, reason: "" };
  };
  const domain: SearchDomain = {
    putTemplate: async (name) => void templates.push(name),
    bulk: async (some) => some.map(take),
  };
  const failItems = (next: typeof fault) => {
    fault = next;
  };
  return { domain, documents, templates, failItems };
}

/** The bucket: rows by their key. */
function filesInMemory() {
  const rows = new Map<string, readonly object[]>();
  let away = false;
  const write: WriteRows = async (key, some) => {
    if (away) throw new TryLater("S3 does not take it");
    rows.set(key, [...some]);
  };
  const fail = (fails: boolean) => {
    away = fails;
  };
  return { write, rows, fail };
}

/** The world; `finish` runs the last step and answers how it ends, `next` begins another run with the same tables. */
export async function reportWorld(facts: WorldFacts = {}) {
  const world = slackWorld({ webhook: facts.webhook ?? true });
  const table = memoryViolations();
  for (const one of facts.violations ?? []) await table.add(one);
  for (const one of facts.cells ?? [cell(secure), cell(paying)]) await table.putCell(one);
  const [mail, search, files] = [memoryMailbox(), searchInMemory(), filesInMemory()];
  const scope = { accounts: [secure, paying], regions: [region], exempt: [], people: false };
  let plan: RunPlan = { runId, madeAt: runId, acts: [], held: [], warnings: [], ...facts.plan };
  const counted: (readonly [string, number])[] = [];
  const policy = tagPolicyWith({ schemes, upTo: "terminate", ...facts.policy });
  const dependencies: FinishDependencies = {
    ...world.dependencies,
    files: { read: async (id, name) => (name === "scope" ? { ...scope, runId: id } : plan) },
    write: files.write,
    count: async (metric, value) => void counted.push([metric, value]),
    violations: table,
    accounts: async () => [entry(secure, "security"), entry(paying, "payments-prod")],
    policy: async () => policy,
    send: mail.send,
    search: () => search.domain,
    linkTo: (key) => `https://console.test/${key}`,
    outOfTime: () => false,
  };
  const endOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "?");
  const finish = (over: Partial<FinishDependencies> = {}, asked: Asked = {}) =>
    world.time.run(
      finishAudit({ ...asked, plan: { runId: plan.runId } }, { ...dependencies, ...over }).then(
        () => "done",
        endOf,
      ),
    );
  const next = async (id: string, acts: RunPlan["acts"] = []) => {
    plan = { ...plan, runId: id, acts };
    for (const one of table.violations())
      if (one.status === "open") await table.save({ ...one, lastRunId: id, lastSeenAt: id }, one);
    for (const one of table.lastCells()) await table.putCell({ ...one, runId: id });
  };
  return { ...world, table, mail, search, files, counted, dependencies, finish, next };
}

/** A planned act on a violation. */
export function planned(
  { violationId, instance, firstSeenAt }: Violation,
  stage: "warn" | "stop" | "terminate",
): RunPlan["acts"][number] {
  const { accountId, region: where, instanceId } = instance;
  return {
    violationId,
    accountId,
    region: where,
    instanceId,
    stage,
    firstSeenAt,
    dueAt: runId,
    problems: ["department is missing"],
  };
}
