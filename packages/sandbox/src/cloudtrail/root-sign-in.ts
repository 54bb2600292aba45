// The event of someone signing in to the console as root, which no API call can bring about.
import { randomUUID } from "node:crypto";
import { eventTime } from "../event-bus/bus-event";
import type { Gateway } from "../gateway";

export type RootSignIn = {
  readonly accountId: string;
  readonly success: boolean;
  readonly mfa: boolean;
  readonly ip: string;
};

/** Puts the event on the account's default bus in us-east-1, where AWS records root's sign-ins. */
export async function rootSignIn(
  gateway: Pick<Gateway, "emit">,
  signIn: RootSignIn,
  now: Date = new Date(),
  eventId: string = randomUUID(),
): Promise<void> {
  await gateway.emit(
    {
      source: "aws.signin",
      "detail-type": "AWS Console Sign In via CloudTrail",
      detail: rootSignInRecord(signIn, now, eventId),
      time: now,
    },
    { accountId: signIn.accountId, region: "us-east-1" },
  );
}

/** CloudTrail's record; success and failure are told apart by `responseElements.ConsoleLogin`. */
export function rootSignInRecord(
  { accountId, success, mfa, ip }: RootSignIn,
  now: Date,
  eventId: string,
): Readonly<Record<string, unknown>> {
  return {
    eventVersion: "1.09",
    userIdentity: {
      type: "Root",
      principalId: accountId,
      arn: `arn:aws:iam::${accountId}:root`,
      accountId,
      accessKeyId: "",
    },
    eventTime: eventTime(now),
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    awsRegion: "us-east-1",
    sourceIPAddress: ip,
    userAgent:
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    ...(success ? {} : { errorMessage: "Failed authentication" }),
    requestParameters: null,
    responseElements: { ConsoleLogin: success ? "Success" : "Failure" },
    additionalEventData: {
      LoginTo: "https://console.aws.amazon.com/console/home",
      MobileVersion: "No",
      MFAUsed: mfa ? "Yes" : "No",
    },
    eventID: eventId,
    readOnly: false,
    eventType: "AwsConsoleSignIn",
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: "Management",
    tlsDetails: { tlsVersion: "TLSv1.3", clientProvidedHostHeader: "signin.aws.amazon.com" },
  };
}
