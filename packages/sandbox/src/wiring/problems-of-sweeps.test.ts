import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { bucketObjects, mapItem, queue, sweepStep } from "@orgwatch/manifest/trigger";
import { problemsOfSweeps } from "./problems-of-sweeps";
import type { WiringRequest } from "./wiring-request";

const common = {
  summary: "Is part of something",
  impact: "None",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  timeoutSeconds: 10,
  env: {},
  allow: [],
} as const;
const plan = defineLambda({ ...common, name: "plan", trigger: sweepStep("dust", "plan") });
const each = defineLambda({ ...common, name: "each", trigger: mapItem("dust") });
const finish = defineLambda({ ...common, name: "finish", trigger: sweepStep("dust", "finish") });
const decide = defineLambda({ ...common, name: "decide", trigger: sweepStep("dust", "second") });
const act = defineLambda({ ...common, name: "act", trigger: mapItem("dust", "second") });
const files = defineLambda({
  ...common,
  name: "files",
  trigger: queue({ from: bucketObjects("trail"), batchSize: 1, receiveLimit: 5 }),
});
const sweep = {
  name: "dust",
  summary: "Sweeps",
  impact: "Dust",
  stack: "tests",
  plan: "plan",
  each: "each",
  finish: "finish",
  concurrency: 1,
  schedule: { expression: "rate(1 day)", words: "daily" },
  timeoutMinutes: 1,
};
const role = {
  roleName: "Mop",
  summary: "Mops",
  stack: "tests",
  usedBy: ["each"],
  actions: ["a:B"],
  because: "so",
};

it("is content when sweeps, roles and buckets fit their lambdas", () => {
  const fitting = { lambdas: [plan, each, finish, files], sweeps: [sweep], memberRoles: [role] };
  expect(problemsOf({ ...fitting, buckets: { trail: "acme-trail" } })).toEqual([]);
});

it("is content with the lambdas of a second pass", () => {
  const twice = { ...sweep, second: { plan: "decide", each: "act", concurrency: 1 } };
  expect(problemsOf({ lambdas: [plan, each, decide, act, finish], sweeps: [twice] })).toEqual([]);
});

it("names what a second pass lacks, and who is no part of it", () => {
  const unfit = { ...sweep, second: { plan: "act", each: "gone", concurrency: 1 } };
  expect(problemsOf({ lambdas: [plan, each, decide, act, finish], sweeps: [unfit] })).toEqual([
    "decide: no sweep dust has it as second.plan",
    "act: no sweep dust has it as second.each",
    "the sweep dust: there is no lambda gone",
  ]);
});

it("names everything that does not fit", () => {
  const unfit = { lambdas: [plan, each, finish], sweeps: [{ ...sweep, each: "finish", finish: "gone" }] };
  expect(
    problemsOf({
      ...unfit,
      memberRoles: [{ ...role, usedBy: ["nobody"] }],
      buckets: { trail: "acme-trail" },
    }),
  ).toEqual([
    "each: no sweep dust has it as each",
    "finish: no sweep dust has it as finish",
    "the sweep dust: there is no lambda gone",
    "the role Mop: there is no lambda nobody",
    "no lambda reads the bucket trail",
  ]);
});

function problemsOf(parts: Pick<WiringRequest, "lambdas" | "sweeps" | "memberRoles" | "buckets">): string[] {
  return problemsOfSweeps({
    endpoint: "http://127.0.0.1:1",
    organization: {
      ...{ id: "o-acme", managementAccountId: "999999999999", infrasecAccountId: "111122223333" },
      ...{ homeRegion: "us-west-2", regions: ["us-west-2"], accounts: [] },
    },
    ...{ teams: ["platform"], defaultTeam: "platform", tables: [], settings: {}, secrets: {} },
    ...parts,
  });
}
