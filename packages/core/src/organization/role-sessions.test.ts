import { credentialsIn, type RoleCredentials, roleSessions, sessionNameOf } from "./role-sessions";

const payments = "arn:aws:iam::111111111111:role/inventory";
const start = Date.parse("2030-01-07T09:00:00Z");
const minutes = (count: number) => new Date(start + count * 60_000);

/** Sessions of one hour by a clock that the test turns. */
function sessionsAt(failures: Error[] = []) {
  const clock = { now: minutes(0) };
  const asked: string[] = [];
  const session = roleSessions({
    assumeRole: async ({ roleArn, sessionName }) => {
      asked.push(`${roleArn} as ${sessionName}`);
      const failure = failures.shift();
      if (failure) throw failure;
      return credentials(asked.length, new Date(clock.now.getTime() + 3_600_000));
    },
    sessionName: () => `run-${asked.length + 1}`,
    now: () => clock.now,
  });
  return { clock, asked, session };
}

const credentials = (number: number, expiration: Date): RoleCredentials => ({
  accessKeyId: `key-${number}`,
  secretAccessKey: `secret-${number}`,
  sessionToken: `token-${number}`,
  expiration,
});

describe("roleSessions", () => {
  it("asks once for all who ask at the same time, and keeps the answer", async () => {
    const { asked, session } = sessionsAt();
    const first = credentials(1, minutes(60));
    expect(await Promise.all([session(payments), session(payments)])).toEqual([first, first]);
    expect(await session(payments)).toEqual(first);
    expect(asked).toEqual([`${payments} as run-1`]);
  });

  it("renews five minutes before the end", async () => {
    const { clock, asked, session } = sessionsAt();
    await session(payments);
    clock.now = minutes(54.9);
    expect(await session(payments)).toEqual(credentials(1, minutes(60)));
    clock.now = minutes(55);
    expect(await session(payments)).toEqual(credentials(2, minutes(115)));
    expect(asked).toEqual([`${payments} as run-1`, `${payments} as run-2`]);
  });

  it("does not keep a failure", async () => {
    const { session } = sessionsAt([new Error("throttled")]);
    await expect(session(payments)).rejects.toThrow("throttled");
    expect(await session(payments)).toEqual(credentials(2, minutes(60)));
  });

  it("keeps roles apart", async () => {
    const { asked, session } = sessionsAt();
    const credentialsFor = credentialsIn(session, "aws-us-gov");
    await credentialsFor("111111111111", "inventory");
    await credentialsFor("222222222222", "inventory");
    expect(asked).toEqual([
      "arn:aws-us-gov:iam::111111111111:role/inventory as run-1",
      "arn:aws-us-gov:iam::222222222222:role/inventory as run-2",
    ]);
  });
});

describe("sessionNameOf", () => {
  it("keeps to the characters and the length that STS allows", () => {
    expect(sessionNameOf("account-directory", "2030-01-07T09:00:00.000Z")).toBe(
      "account-directory-2030-01-07T09-00-00.000Z",
    );
    expect(sessionNameOf("a".repeat(40), "b".repeat(40))).toBe(`${"a".repeat(40)}-${"b".repeat(23)}`);
  });
});
