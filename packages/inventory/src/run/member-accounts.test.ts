// Sessions in member accounts: one for each, kept, and replaced when AWS says that it is too old.
import { memberAccounts } from "./member-accounts";

function world() {
  const asked: string[] = [];
  let at = Date.parse("2030-01-07T09:00:00Z");
  const accounts = memberAccounts({
    assumeRole: async ({ roleArn, sessionName }) => {
      asked.push(`${sessionName} ${roleArn}`);
      const expiration = new Date(at + 3_600_000);
      return { accessKeyId: `key-${asked.length}`, secretAccessKey: "s", sessionToken: "t", expiration };
    },
    sessionName: () => "orgwatch-test",
    partition: "aws-us-gov",
    now: () => new Date(at),
  });
  const later = (minutes: number) => {
    at += minutes * 60_000;
  };
  return { accounts, asked, later };
}
const session = (account: string) => `orgwatch-test arn:aws-us-gov:iam::${account}:role/inventory`;

it("assumes the role once for each account, and again shortly before the session expires", async () => {
  const { accounts, asked, later } = world();
  for (const account of ["111111111111", "222222222222", "111111111111"]) await accounts.assume(account);
  later(50);
  await accounts.assume("111111111111");
  later(6);
  await accounts.assume("111111111111");
  expect(asked).toEqual([session("111111111111"), session("222222222222"), session("111111111111")]);
});

it("begins a new session when the old one is of no use, but not twice for calls that failed together", async () => {
  const { accounts, asked, later } = world();
  await accounts.assume("111111111111");
  later(10);
  for (let call = 0; call < 3; call += 1) {
    accounts.renew("111111111111");
    await accounts.assume("111111111111");
  }
  expect(asked).toEqual([session("111111111111"), session("111111111111")]);
});
