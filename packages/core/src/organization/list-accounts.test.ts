import type { OrganizationalUnit } from "./account";
import { listAccounts, type OrganizationAccess } from "./list-accounts";
import type { AccountFacts, OrganizationReader } from "./walk-organization";

type Tree = {
  readonly units: Readonly<Record<string, readonly OrganizationalUnit[]>>;
  readonly accounts: Readonly<Record<string, readonly AccountFacts[]>>;
};

const active = (id: string, name: string): AccountFacts => ({ id, name, state: "ACTIVE" });
const workloads = { id: "ou-work", name: "Workloads" };
const production = { id: "ou-prod", name: "Production" };
const acme: Tree = {
  units: { "r-1": [workloads], "ou-work": [production] },
  accounts: {
    "r-1": [active("333333333333", "management")],
    "ou-work": [active("222222222222", "build")],
    "ou-prod": [{ id: "111111111111", name: "old-shop", state: "SUSPENDED" }],
  },
};

/** An organization that counts its calls and how many run at a time. `seen` is the tree that a walk sees from its n-th root on. */
function simulated(seen: readonly Tree[], listed = Object.values(seen[0]?.accounts ?? {}).flat()) {
  const counts = { accounts: 0, roots: 0, unitsIn: 0, accountsIn: 0 };
  const load = { now: 0, most: 0 };
  const tree = () => seen[Math.min(counts.roots, seen.length) - 1];
  const call = async <Answer>(operation: keyof typeof counts, answer: () => Answer): Promise<Answer> => {
    counts[operation]++;
    load.now++;
    load.most = Math.max(load.most, load.now);
    await new Promise((resolve) => setImmediate(resolve));
    load.now--;
    return answer();
  };
  const reader: OrganizationReader = {
    accounts: () => call("accounts", () => [...listed]),
    roots: () => call("roots", () => ["r-1"]),
    unitsIn: (id) => call("unitsIn", () => [...(tree()?.units[id] ?? [])]),
    accountsIn: (id) => call("accountsIn", () => [...(tree()?.accounts[id] ?? [])]),
  };
  return { reader, counts, load };
}

function accessTo(reader: OrganizationReader, ownAccountId = "999999999999") {
  const used: string[] = [];
  const access: OrganizationAccess = {
    ownAccountId: () => Promise.resolve(ownAccountId),
    asSelf: () => {
      used.push("self");
      return reader;
    },
    asRole: (roleArn) => {
      used.push(roleArn);
      return reader;
    },
  };
  return { access, used };
}

const roleArn = "arn:aws:iam::333333333333:role/OrgListAccountsViewer";
const organizations = { kind: "organizations", roleArn } as const;
const wholeAcme = [
  {
    id: "111111111111",
    name: "old-shop",
    state: "SUSPENDED",
    organizationalUnits: [workloads, production],
  },
  { id: "222222222222", name: "build", state: "ACTIVE", organizationalUnits: [workloads] },
  { id: "333333333333", name: "management", state: "ACTIVE", organizationalUnits: [] },
];

describe("listAccounts", () => {
  it("lists every account in every state, with its path of OUs from the root down", async () => {
    const { access, used } = accessTo(simulated([acme]).reader);
    expect(await listAccounts(organizations, access)).toEqual(wholeAcme);
    expect(used).toEqual([roleArn]);
  });

  it("uses its own credentials when it runs in the management account, or has no role", async () => {
    const inManagement = accessTo(simulated([acme]).reader, "333333333333");
    expect(await listAccounts(organizations, inManagement.access)).toEqual(wholeAcme);
    const withoutRole = accessTo(simulated([acme]).reader);
    expect(await listAccounts({ kind: "organizations" }, withoutRole.access)).toEqual(wholeAcme);
    expect([...inManagement.used, ...withoutRole.used]).toEqual(["self", "self"]);
  });

  it("asks nobody for a fixed list", async () => {
    const { access, used } = accessTo(simulated([acme]).reader);
    const accounts = [{ ...active("111111111111", "only"), organizationalUnits: [] }];
    expect(await listAccounts({ kind: "fixed", accounts }, access)).toEqual(accounts);
    expect(used).toEqual([]);
  });

  it("finds an account that moved behind the walk's back", async () => {
    const moving: Tree = { ...acme, accounts: { ...acme.accounts, "ou-work": [] } };
    const listed = Object.values(acme.accounts).flat();
    const { reader, counts } = simulated([moving, acme], listed);
    expect(await listAccounts(organizations, accessTo(reader).access)).toEqual(wholeAcme);
    expect(counts).toEqual({ accounts: 1, roots: 2, unitsIn: 6, accountsIn: 6 });
  });

  it("is an error when an account stays without a place", async () => {
    const { reader } = simulated(
      [acme],
      [...Object.values(acme.accounts).flat(), active("444444444444", "new")],
    );
    await expect(listAccounts(organizations, accessTo(reader).access)).rejects.toThrow(
      "The organization changed while it was read: no OU holds 444444444444 (twice)",
    );
  });

  it("is an error when no account is active", async () => {
    const empty = accessTo(simulated([{ units: {}, accounts: {} }]).reader);
    await expect(listAccounts(organizations, empty.access)).rejects.toThrow(
      "The account source lists no account at all",
    );
    const closed: Tree = { units: {}, accounts: { "r-1": [{ ...active("1", "a"), state: "CLOSED" }] } };
    await expect(listAccounts(organizations, accessTo(simulated([closed]).reader).access)).rejects.toThrow(
      "None of the 1 accounts that the account source lists is active",
    );
  });

  it("fails as a whole when one OU cannot be read", async () => {
    const { reader } = simulated([acme]);
    const broken: OrganizationReader = {
      ...reader,
      accountsIn: (id) =>
        id === "ou-prod" ? Promise.reject(new Error("AccessDenied")) : reader.accountsIn(id),
    };
    await expect(listAccounts(organizations, accessTo(broken).access)).rejects.toThrow("AccessDenied");
  });

  it("reads 10,000 accounts in 200 OUs with two calls for each OU, at most five at a time", async () => {
    const units = Array.from({ length: 200 }, (_, index) => ({ id: `ou-${index}`, name: `Unit ${index}` }));
    const accountsOf = (unit: number) =>
      Array.from({ length: 50 }, (_, index) => active(String(10 ** 11 + unit * 50 + index), "account"));
    const large: Tree = {
      // Twenty OUs below the root, nine below each of them.
      units: Object.fromEntries([
        ["r-1", units.slice(0, 20)],
        ...units.slice(0, 20).map((unit, index) => [unit.id, units.slice(20 + index * 9, 29 + index * 9)]),
      ]),
      accounts: Object.fromEntries(units.map((unit, index) => [unit.id, accountsOf(index)])),
    };
    const { reader, counts, load } = simulated([large]);
    const accounts = await listAccounts(organizations, accessTo(reader).access);
    expect(counts).toEqual({ accounts: 1, roots: 1, unitsIn: 201, accountsIn: 201 });
    expect(load).toEqual({ now: 0, most: 5 });
    expect(accounts.length).toBe(10_000);
    expect(accounts[9_999]).toEqual({
      ...active("100000009999", "account"),
      organizationalUnits: [units[19], units[199]],
    });
  });
});
