import { rootSignIn } from "./root-sign-in";

describe("rootSignIn", () => {
  it("puts a failed sign-in on the account's bus in us-east-1", async () => {
    const emitted: unknown[] = [];
    const gateway = { emit: async (...given: unknown[]) => void emitted.push(given) };
    const now = new Date("2030-01-07T09:00:00Z");
    const signIn = { accountId: "111111111111", success: false, mfa: true, ip: "198.51.100.7" };
    await rootSignIn(gateway, signIn, now, "e-1");
    expect(emitted).toEqual([
      [
        {
          source: "aws.signin",
          "detail-type": "AWS Console Sign In via CloudTrail",
          time: now,
          detail: expect.objectContaining({
            eventName: "ConsoleLogin",
            errorMessage: "Failed authentication",
            responseElements: { ConsoleLogin: "Failure" },
            additionalEventData: expect.objectContaining({ MFAUsed: "Yes" }),
            sourceIPAddress: "198.51.100.7",
            awsRegion: "us-east-1",
            eventID: "e-1",
            recipientAccountId: "111111111111",
          }),
        },
        { accountId: "111111111111", region: "us-east-1" },
      ],
    ]);
  });
});
