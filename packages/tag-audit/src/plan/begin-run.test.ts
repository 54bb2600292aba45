import { TryLater } from "@orgwatch/core/errors";
import { type TagPolicy, tagPolicyWith } from "@orgwatch/core/tag-audit/policy";
import { silent } from "../../testing/run-scan";
import { accountIdOf, entriesOf } from "../../testing/simulated-organization";
import type { ListPeople } from "../principals/people";
import { beginRun } from "./begin-run";
import type { Asked } from "./run-input";

const now = new Date("2030-01-07T09:00:00Z");
const runId = now.toISOString();
const accounts = [1, 2].map((number) => ({ accountId: accountIdOf(number), regions: {} }));
const policyFor = (store: boolean) =>
  tagPolicyWith({
    schemes: [
      {
        name: "everybody",
        accounts: [],
        organizationalUnits: [],
        require: [{ key: "owner", ignoreCase: false, principal: ["iam-user", "identity-center"] }],
      },
    ],
    ...(store ? { identityStore: { id: "d-1", region: "eu-west-1" } } : {}),
  });

/** Begins a run; answers what it planned, what it wrote and where it asked for people. */
async function begin(
  people: ListPeople,
  {
    store = true,
    asked = {},
    policy = policyFor(store),
  }: { store?: boolean; asked?: Asked; policy?: TagPolicy } = {},
) {
  const files: Record<string, unknown> = {};
  const regions: string[] = [];
  const plan = await beginRun(asked, {
    accounts: async () => entriesOf(accounts),
    watched: ["eu-west-1"],
    policy,
    files: {
      write: async (run, name, value) => {
        files[`${run}/${name}`] = value;
      },
      read: async () => undefined,
    },
    people: (region) => {
      regions.push(region);
      return people;
    },
    concurrency: 100,
    now,
    log: silent,
  });
  return { plan, files, regions };
}

const scope = { runId, accounts: accounts.map((one) => one.accountId), regions: ["eu-west-1"], exempt: [] };
const planned = {
  runId,
  accounts: 2,
  regions: 1,
  exempt: { count: 0, named: [] },
  items: scope.accounts.map((accountId) => ({ runId, accounts: [accountId] })),
};

describe("the beginning of a tag audit", () => {
  it("writes down what it looks at and the people of Identity Center, once for all accounts", async () => {
    const people = async (id: string) => [`jane@${id}`];
    expect(await begin(people, { asked: { mode: "report" } })).toEqual({
      plan: { ...planned, mode: "report", warnings: [] },
      files: {
        [`${runId}/people`]: ["jane@d-1"],
        [`${runId}/scope`]: { ...scope, mode: "report", people: true },
      },
      regions: ["eu-west-1"],
    });
  });

  it("does not begin with a policy that cannot work, and says all that is wrong with it", async () => {
    const owner = { key: "owner", ignoreCase: false };
    const policy = tagPolicyWith({
      schemes: [
        { name: "one", accounts: [], organizationalUnits: [], require: [{ ...owner, pattern: "(?=x)" }] },
        { name: "two", accounts: ["111111111111"], organizationalUnits: [], require: [owner, owner] },
      ],
      afterHours: { warn: 24, stop: 12, terminate: 336 },
    });
    await expect(begin(async () => [], { policy })).rejects.toMatchObject({
      name: "NeverAgain",
      message:
        "The tag audit cannot begin, its policy cannot work: The scheme one: the pattern of owner is not one of RE2: (?=x); The scheme two requires owner twice; afterHours must not fall: warn 24, stop 12, terminate 336",
    });
  });

  it("takes an answer without people for none: otherwise nobody would be known", async () => {
    expect(await begin(async () => [])).toEqual({
      plan: { ...planned, warnings: ["Identity Center told of nobody at all"] },
      files: { [`${runId}/scope`]: { ...scope, people: false } },
      regions: ["eu-west-1"],
    });
  });

  it.each([
    ["cannot be read", true, "Identity Center cannot be read: TryLater: not now"],
    [
      "is not configured",
      false,
      "a tag must name a person of Identity Center, and the configuration names no identity store",
    ],
  ])("begins without the people, and says so, when Identity Center %s", async (_, store, warning) => {
    const people = () => Promise.reject(new TryLater("not now"));
    expect(await begin(people, { store })).toEqual({
      plan: { ...planned, warnings: [warning] },
      files: { [`${runId}/scope`]: { ...scope, people: false } },
      regions: store ? ["eu-west-1"] : [],
    });
  });
});
