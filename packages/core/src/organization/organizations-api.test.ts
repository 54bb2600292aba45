import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";
import { type LocalAnswer, type LocalAws, type LocalCall, startLocalAws } from "../testing/local-aws";
import { assumeRoleWith } from "./assume-role";
import { organizationAccess, organizationReader } from "./organizations-api";
import { roleSessions } from "./role-sessions";

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

async function answering(answer: (call: LocalCall) => LocalAnswer): Promise<LocalAws> {
  aws = await startLocalAws(answer);
  return aws;
}

const json = (status: number, body: object): LocalAnswer => ({ status, body: JSON.stringify(body) });
const tokenIn = ({ body }: LocalCall): unknown => JSON.parse(body).NextToken;

describe("organizationReader", () => {
  it("reads all pages, also after an empty one", async () => {
    const { client, calls } = await answering((call) => {
      if (tokenIn(call) === undefined)
        return json(200, { Accounts: [{ Id: "1", Name: "one", State: "ACTIVE" }], NextToken: "2" });
      if (tokenIn(call) === "2") return json(200, { Accounts: [], NextToken: "3" });
      return json(200, { Accounts: [{ Id: "2", Name: "two", State: "CLOSED" }] });
    });
    const accounts = await organizationReader(new OrganizationsClient(client)).accountsIn("ou-1");
    expect(accounts).toEqual([
      { id: "1", name: "one", state: "ACTIVE" },
      { id: "2", name: "two", state: "CLOSED" },
    ]);
    expect(calls.map(({ operation, body }) => ({ operation, input: JSON.parse(body) }))).toEqual([
      { operation: "ListAccountsForParent", input: { ParentId: "ou-1" } },
      { operation: "ListAccountsForParent", input: { ParentId: "ou-1", NextToken: "2" } },
      { operation: "ListAccountsForParent", input: { ParentId: "ou-1", NextToken: "3" } },
    ]);
  });

  it("takes State before Status, and neither for unknown", async () => {
    const { client } = await answering(() =>
      json(200, {
        Accounts: [
          { Id: "1", State: "CLOSED", Status: "SUSPENDED" },
          { Id: "2", Name: "two", Status: "ACTIVE" },
          { Id: "3", Name: "three", State: "FROZEN" },
          { Id: "4", Name: "four" },
        ],
      }),
    );
    expect(await organizationReader(new OrganizationsClient(client)).accounts()).toEqual([
      { id: "1", name: "1", state: "CLOSED" },
      { id: "2", name: "two", state: "ACTIVE" },
      { id: "3", name: "three", state: "UNKNOWN" },
      { id: "4", name: "four", state: "UNKNOWN" },
    ]);
  });

  it("reads roots and units", async () => {
    const { client } = await answering(({ operation }) =>
      operation === "ListRoots"
        ? json(200, { Roots: [{ Id: "r-1", Name: "Root" }] })
        : json(200, { OrganizationalUnits: [{ Id: "ou-1", Arn: "arn", Name: "Workloads" }] }),
    );
    const reader = organizationReader(new OrganizationsClient(client));
    expect(await reader.roots()).toEqual(["r-1"]);
    expect(await reader.unitsIn("r-1")).toEqual([{ id: "ou-1", name: "Workloads" }]);
  });

  it("tries again when Organizations throttles", async () => {
    let throttles = 1;
    const { client, calls } = await answering(() =>
      throttles-- > 0
        ? json(400, { __type: "TooManyRequestsException", Type: "RATE_EXCEEDED" })
        : json(200, { Roots: [{ Id: "r-1" }] }),
    );
    expect(await organizationReader(new OrganizationsClient(client)).roots()).toEqual(["r-1"]);
    expect(calls.length).toBe(2);
  });

  it("fails when a later page is refused", async () => {
    const { client } = await answering((call) =>
      tokenIn(call) === undefined
        ? json(200, { Accounts: [{ Id: "1", Name: "one", State: "ACTIVE" }], NextToken: "2" })
        : json(400, { __type: "AccessDeniedException", Message: "no" }),
    );
    await expect(organizationReader(new OrganizationsClient(client)).accounts()).rejects.toThrow("no");
  });
});

describe("organizationAccess", () => {
  it("asks STS who it is", async () => {
    const { client } = await answering(() => ({
      status: 200,
      body: "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
    }));
    const sts = new STSClient(client);
    const sessions = roleSessions({
      assumeRole: assumeRoleWith(sts),
      sessionName: () => "run",
      now: () => new Date("2030-01-07T09:00:00Z"),
    });
    expect(await organizationAccess(sts, sessions).ownAccountId()).toBe("111111111111");
  });
});
