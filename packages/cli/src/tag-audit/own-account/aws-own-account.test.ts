import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { type LocalCall, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { awsOwnAccount } from "./aws-own-account";
import type { OwnAccount } from "./own-account";

/** Works with an account whose AWS answers so; a number is an HTTP error with that word. */
async function work<Result>(
  answer: (call: LocalCall) => string | { readonly error: string },
  use: (account: OwnAccount) => Promise<Result>,
): Promise<Result> {
  const local = await startLocalAws((call) => {
    const answered = answer(call);
    if (typeof answered === "string") return { status: 200, body: answered };
    const ec2 = `<Response><Errors><Error><Code>${answered.error}</Code><Message>no</Message></Error></Errors></Response>`;
    const iam = `<ErrorResponse><Error><Code>${answered.error}</Code><Message>no</Message></Error></ErrorResponse>`;
    return { status: 403, body: call.operation === "DescribeRegions" ? ec2 : iam };
  });
  const once = { ...local.client, maxAttempts: 1 };
  try {
    return await use(
      awsOwnAccount(
        "us-west-2",
        (region) => new EC2Client({ ...once, region }),
        () => new IAMClient(once),
      ),
    );
  } finally {
    await local.stop();
  }
}

const iam = (operation: string, result: string) =>
  `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`;
const aliases = (members: string) => iam("ListAccountAliases", `<AccountAliases>${members}</AccountAliases>`);

it.each([
  ["its first alias", "<member>acme-prod</member>", "acme-prod"],
  ["nothing where it has none", "", undefined],
])("has %s", async (_, members, alias) => {
  expect(
    await work(
      () => aliases(members),
      (account) => account.alias(),
    ),
  ).toBe(alias);
});

it("knows all regions, also those that are not switched on", async () => {
  const items = ["us-west-1", "ap-east-1"].map((name) => `<item><regionName>${name}</regionName></item>`);
  const asked: string[] = [];
  const regions = await work(
    ({ body }) => {
      asked.push(new URLSearchParams(body).get("AllRegions") ?? "");
      return `<DescribeRegionsResponse><regionInfo>${items.join("")}</regionInfo></DescribeRegionsResponse>`;
    },
    (account) => account.regions(),
  );
  expect([regions, asked]).toEqual([new Set(["us-west-1", "ap-east-1"]), ["true"]]);
});

it("goes on without what the caller may not ask for, and without nothing else", async () => {
  const denied = (error: string) =>
    work(
      () => ({ error }),
      (account) => account.alias(),
    );
  const regions = await work(
    () => ({ error: "UnauthorizedOperation" }),
    (account) => account.regions(),
  );
  expect([await denied("AccessDenied"), regions]).toEqual([undefined, undefined]);
  await expect(denied("ExpiredToken")).rejects.toMatchObject({ name: "ExpiredToken" });
});

it("reads all pages of users and roles, and says which list it could not read", async () => {
  const page = (operation: string, list: string, name: string, more: string) =>
    iam(operation, `<${list}><member>${name}</member></${list}>${more}`);
  const users = ({ body }: LocalCall) =>
    body.includes("Marker=next")
      ? page("ListUsers", "Users", "<UserName>ben</UserName>", "<IsTruncated>false</IsTruncated>")
      : page(
          "ListUsers",
          "Users",
          "<UserName>ana</UserName>",
          "<IsTruncated>true</IsTruncated><Marker>next</Marker>",
        );
  const role = page("ListRoles", "Roles", "<RoleName>ci</RoleName>", "<IsTruncated>false</IsTruncated>");
  const read = (roles: string | { readonly error: string }) =>
    work(
      (call) => (call.operation === "ListUsers" ? users(call) : roles),
      (account) => account.principals(),
    );
  const iamUsers = new Set(["ana", "ben"]);
  expect([await read(role), await read({ error: "AccessDenied" })]).toEqual([
    { known: { iamUsers, roles: new Set(["ci"]) }, notes: [] },
    {
      known: { iamUsers, roles: undefined },
      notes: ["the account's roles could not be read, so that nobody is found missing: AccessDenied: no"],
    },
  ]);
});
