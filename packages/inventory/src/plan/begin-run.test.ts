import { inventoryPolicyWith } from "@orgwatch/core/inventory/policy";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { watchedFiles } from "../collate/testing/watched-files";
import { beginRun } from "./begin-run";
import type { Asked } from "./run-input";

const now = new Date("2030-01-07T09:00:00Z");
const run = now.toISOString();
const [one, other] = ["111111111111", "444444444444"];
const entries = [
  { accountId: other, name: "payments", state: "ACTIVE" },
  { accountId: one, name: "security", state: "ACTIVE" },
] as const;
const accounts = [
  { id: one, name: "security" },
  { id: other, name: "payments" },
];

/** Begins a run; answers what it handed on, and what lies in the bucket. */
async function begin(asked: Asked = {}, latest?: unknown) {
  const files = watchedFiles();
  if (latest !== undefined) await files.writeJson("runs/latest.json", latest);
  const type = {
    type: "AWS::AppSync::GraphQLApi",
    scope: "regional",
    actions: ["appsync:ListGraphqlApis"],
  } as const;
  const policy = inventoryPolicyWith({ leaveOut: ["logs/log-group"], cloudControl: [type] });
  const begun = await beginRun(asked, {
    ...{ accounts: async () => entries, watched: ["eu-west-1"], policy, files, now, log: silent },
  });
  return { begun, scope: files.all()[`runs/${run}/scope.json`], policy };
}

describe("the beginning of an inventory", () => {
  it("writes down all that the run goes by, and hands out its cells", async () => {
    const { begun, scope, policy } = await begin();
    const { leaveOut, cloudControl } = policy;
    expect(scope).toEqual({
      run,
      accounts,
      regions: ["eu-west-1"],
      exempt: [],
      leaveOut,
      cloudControl,
      isPart: false,
    });
    const items = [0, 1, 2, 3].map((from) => ({ run, from, to: from + 1 }));
    expect(begun).toEqual({ run, accounts: 2, cells: 4, items });
  });

  it.each<[string, unknown, object]>([
    ["the last whole run", { run: "2029-12-31T09:00:00.000Z" }, { previous: "2029-12-31T09:00:00.000Z" }],
    ["nothing where the last one began later", { run: "2030-02-01T09:00:00.000Z" }, {}],
    ["nothing where nobody understands what was written", ["2029"], {}],
  ])("is compared with %s", async (_, latest, expected) => {
    const { scope } = await begin({ accounts: [one] }, latest);
    const { previous } = Object(scope);
    expect(previous === undefined ? {} : { previous }).toEqual(expected);
  });

  it("leaves a run alone that began in the same second: their files would have the same names", async () => {
    const files = watchedFiles();
    const beginAt = (at: string) =>
      beginRun(
        {},
        {
          ...{ accounts: async () => entries, watched: ["eu-west-1"], policy: inventoryPolicyWith(), files },
          ...{ now: new Date(at), log: silent },
        },
      );
    const { run: first } = await beginAt("2030-01-07T09:00:00.250Z");
    const written = files.all();
    await expect(beginAt("2030-01-07T09:00:00.750Z")).rejects.toMatchObject({ name: "TryLater" });
    expect([first, files.all()]).toEqual([run, written]);
    expect((await beginAt("2030-01-07T09:00:01.750Z")).run).toBe("2030-01-07T09:00:01.000Z");
  });

  it("writes nothing when it was asked for something unknown", async () => {
    await expect(begin({ accounts: ["999999999999"] })).rejects.toThrow(
      "the account 999999999999 is unknown",
    );
  });
});
