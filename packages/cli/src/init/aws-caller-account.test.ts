import { type LocalAnswer, type LocalCall, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { awsCallerAccount } from "./aws-caller-account";
import type { CallerAccount } from "./caller-account";

/** What comes of a call where AWS answers so: the result or the error, and what was asked. */
async function ask(
  answer: (call: LocalCall) => LocalAnswer,
  use: (account: CallerAccount) => Promise<unknown>,
) {
  const local = await startLocalAws(answer);
  try {
    const account = awsCallerAccount(local.client);
    const result = await use(account).catch((error: Error) => `${error.name}: ${error.message}`);
    return { result, calls: local.calls.map(({ operation, body }) => `${operation} ${body}`.trim()) };
  } finally {
    await local.stop();
  }
}

const json = (body: object, status = 200): LocalAnswer => ({ status, body: JSON.stringify(body) });
const head = {
  Id: "o-z9y8x7w6v5",
  Arn: "arn:aws-us-gov:organizations::111111111111:organization/o-z9y8x7w6v5",
  MasterAccountId: "111111111111",
};

it.each([
  ["ALL", true],
  ["CONSOLIDATED_BILLING", false],
])("reads the organization, and what it offers: %s", async (FeatureSet, allFeatures) => {
  const answer = () => json({ Organization: { ...head, FeatureSet } });
  expect((await ask(answer, (account) => account.organization())).result).toEqual({
    id: "o-z9y8x7w6v5",
    managementAccount: "111111111111",
    partition: "aws-us-gov",
    allFeatures,
  });
});

it("knows an account without an organization", async () => {
  const answer = () => json({ __type: "AWSOrganizationsNotInUseException" }, 400);
  expect((await ask(answer, (account) => account.organization())).result).toBe(undefined);
});

it("names the right that is missing", async () => {
  const denied = () => json({ __type: "AccessDeniedException", Message: "no" }, 400);
  const unauthorized = () => ({
    status: 403,
    body: "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>",
  });
  expect([
    (await ask(denied, (account) => account.accounts())).result,
    (await ask(unauthorized, (account) => account.regions())).result,
  ]).toEqual([
    "MayNot: the right organizations:ListAccounts is missing",
    "MayNot: the right ec2:DescribeRegions is missing",
  ]);
});

it("fails with what AWS says for every other reason", async () => {
  const answer = () => json({ __type: "ExpiredTokenException", message: "The token has expired" }, 400);
  expect((await ask(answer, (account) => account.accounts())).result).toBe(
    "ExpiredTokenException: The token has expired",
  );
});

it("reads all pages of administrators and trusted services", async () => {
  const paged = ({ operation, body }: LocalCall) => {
    const second = body.includes("page-2");
    const NextToken = second ? undefined : "page-2";
    const name = second ? "two" : "one";
    return operation === "ListDelegatedAdministrators"
      ? json({ DelegatedAdministrators: [{ Id: name }], NextToken })
      : json({ EnabledServicePrincipals: [{ ServicePrincipal: name }], NextToken });
  };
  const both = async (account: CallerAccount) => [
    await account.guardDutyAdministrators(),
    await account.trustedServices(),
  ];
  expect(await ask(paged, both)).toEqual({
    result: [
      ["one", "two"],
      ["one", "two"],
    ],
    calls: [
      'ListDelegatedAdministrators {"ServicePrincipal":"guardduty.amazonaws.com"}',
      'ListDelegatedAdministrators {"ServicePrincipal":"guardduty.amazonaws.com","NextToken":"page-2"}',
      "ListAWSServiceAccessForOrganization {}",
      'ListAWSServiceAccessForOrganization {"NextToken":"page-2"}',
    ],
  });
});

it("tells regions that are off from those that are on, whether by themselves or by choice", async () => {
  const states = ["opt-in-not-required", "opted-in", "not-opted-in"];
  const items = states.map(
    (state) => `<item><regionName>${state}</regionName><optInStatus>${state}</optInStatus></item>`,
  );
  const body = `<DescribeRegionsResponse><regionInfo>${items.join("")}</regionInfo></DescribeRegionsResponse>`;
  const { result, calls } = await ask(
    () => ({ status: 200, body }),
    (account) => account.regions(),
  );
  expect([result, calls[0]?.includes("AllRegions=true")]).toEqual([
    [
      { name: "opt-in-not-required", enabled: true },
      { name: "opted-in", enabled: true },
      { name: "not-opted-in", enabled: false },
    ],
    true,
  ]);
});

it.each([
  [["d-1"], "d-1"],
  [[], undefined],
])("finds the detector of a region: %j", async (detectorIds, found) => {
  const { result } = await ask(
    () => json({ detectorIds }),
    (account) => account.detectorIn("eu-west-1"),
  );
  expect(result).toBe(found);
});
