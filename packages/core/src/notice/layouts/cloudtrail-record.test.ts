import { firstLines, notices } from "../../testing/read-notices";
import {
  assumeRoot,
  failedRootSignIn,
  ordinaryCall,
  passwordRecovery,
  rootAccessKey,
  rootApiCall,
  rootSignIn,
} from "../fixtures/cloudtrail-events";

describe("root use", () => {
  it("reads a sign-in whole", () => {
    expect(notices(rootSignIn())).toEqual([
      {
        key: "cloudtrail/b7d4398e-b2f0-4faa-9c76-e2f9d3e1a2b1",
        version: undefined,
        kind: "root-sign-in",
        weight: { band: "high" },
        headline: "Root user signed in to the console",
        explanation:
          "The root user can do everything in the account. If nobody planned this, treat the account as taken over.",
        accountId: "111122223333",
        region: "us-east-1",
        facts: [
          { label: "Who", value: "Root user" },
          { label: "From", value: "203.0.113.5" },
          { label: "MFA", value: "yes" },
          { label: "Result", value: "success" },
          { label: "User agent", value: "Mozilla/5.0 (X11; Linux x86_64)" },
        ],
        seen: { first: "2030-01-07T08:59:58.000Z", last: undefined, count: undefined },
        link: {
          label: "Open in CloudTrail",
          url: "https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/b7d4398e-b2f0-4faa-9c76-e2f9d3e1a2b1",
        },
        sample: false,
      },
    ]);
  });

  it("tells success from failure by the answer, and says when there is none", () => {
    expect(firstLines(rootSignIn(), failedRootSignIn(), rootSignIn({ responseElements: null }))).toEqual([
      "high: Root user signed in to the console",
      "medium: Sign-in to the console as root user failed",
      "high: Root user signed in to the console",
    ]);
    expect(notices(rootSignIn({ responseElements: null }))[0]?.facts.at(3)).toEqual({
      label: "Result",
      value: "the record does not say it",
    });
    expect(notices(failedRootSignIn())[0]?.facts).toEqual([
      { label: "Who", value: "Root user" },
      { label: "From", value: "203.0.113.5" },
      { label: "MFA", value: "no" },
      { label: "Result", value: "failure: Failed authentication" },
      { label: "User agent", value: "Mozilla/5.0 (X11; Linux x86_64)" },
    ]);
  });

  it("weighs what root does", () => {
    const failedRecovery = rootSignIn({
      eventName: "PasswordRecoveryCompleted",
      responseElements: { PasswordRecoveryCompleted: "Failure" },
    });
    expect(
      firstLines(
        rootApiCall(),
        rootApiCall({ errorCode: "AccessDenied" }),
        rootAccessKey(),
        rootAccessKey({ errorCode: "AccessDenied", responseElements: null }),
        rootAccessKey({ requestParameters: { userName: "bob" } }),
        passwordRecovery(),
        passwordRecovery("PasswordRecoveryCompleted"),
        failedRecovery,
        passwordRecovery("CheckMfa"),
        rootApiCall({ eventName: "constructor" }),
      ),
    ).toEqual([
      "high: Root user called iam:DeleteAccountPasswordPolicy",
      "medium: Root user called iam:DeleteAccountPasswordPolicy, and it failed",
      "critical: Root user called iam:CreateAccessKey",
      "medium: Root user called iam:CreateAccessKey, and it failed",
      "high: Root user called iam:CreateAccessKey",
      "high: Root user called signin:PasswordRecoveryRequested",
      "critical: Root user called signin:PasswordRecoveryCompleted",
      "medium: Root user called signin:PasswordRecoveryCompleted, and it failed",
      "info: Root user called signin:CheckMfa",
      "high: Root user called iam:constructor",
    ]);
  });

  it("names the target, the task and the caller of sts:AssumeRoot, and never a whole access key", () => {
    const [notice] = notices(assumeRoot());
    expect({ headline: notice?.headline, weight: notice?.weight, facts: notice?.facts }).toEqual({
      headline: "Root access to account 111122223333 (sts:AssumeRoot)",
      weight: { band: "high" },
      facts: [
        { label: "Target", value: "111122223333" },
        { label: "Task", value: "S3UnlockBucketPolicy" },
        { label: "Who", value: "AssumedRole security, session alice, access key …MPLE" },
        { label: "From", value: "203.0.113.5" },
        { label: "MFA", value: "yes" },
        { label: "Result", value: "success" },
        { label: "User agent", value: "Mozilla/5.0 (X11; Linux x86_64)" },
      ],
    });
    expect(firstLines(assumeRoot({ errorCode: "AccessDenied" }))).toEqual([
      "medium: Root access to account 111122223333 was refused (sts:AssumeRoot)",
    ]);
  });

  it("shows other people's calls as information", () => {
    expect(firstLines(ordinaryCall())).toEqual(["info: ec2:AuthorizeSecurityGroupIngress was called"]);
  });
});
