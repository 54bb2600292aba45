// Each lambda's whole IAM policy, as actions and resources.
import { heartbeat } from "@orgwatch/heartbeat/manifest";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { findingResponder, pagerdutyDoor, pagerdutyPager } from "@orgwatch/pagerduty-responder/manifest";
import { sgLake } from "@orgwatch/sg-chatops/manifest";
import { slackDoor } from "@orgwatch/slack-door/manifest";
import { slackNotifier } from "@orgwatch/slack-notifier/manifest";
import { caseCommands, caseSweepAccounts, caseTrail } from "@orgwatch/support-cases/manifest";
import { tagAuditEnforce, tagAuditFinish, tagAuditPlan } from "@orgwatch/tag-audit/manifest";
import type { GrantChoices } from "./grant-choices";
import { type LambdaSurroundings, lambdaStatements } from "./lambda-statements";
import { oregon } from "./testing/construct";

const around: LambdaSurroundings = {
  place: oregon,
  managementAccountId: "111111111111",
  regions: ["us-west-2", "us-east-1"],
  keyArns: { "us-west-2": "key-oregon", "us-east-1": "key-virginia" },
  queueArns: ["own-queue"],
  buckets: {
    trail: {
      name: "acme-org-trail",
      accountId: "444444444444",
      region: "us-west-2",
      kmsKeyArn: "key-of-trail",
    },
  },
};

describe("what a lambda may do", () => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:us-west-2:222222222222:${rest}`;
  const parameter = (name: string) => ["ssm:GetParameter", arn("ssm", `parameter/${name}`)];
  const logs = (lambda: string) => [
    "logs:CreateLogStream logs:PutLogEvents",
    arn("logs", `log-group:/aws/lambda/orgwatch-${lambda}:*`),
  ];
  const readQueues = [
    "sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage",
    "own-queue",
  ];
  const key = ["kms:Decrypt kms:GenerateDataKey", "key-oregon"];

  it.each<[LambdaManifest, readonly (readonly string[])[]]>([
    [heartbeat, [logs("heartbeat"), ["events:PutEvents", arn("events", "event-bus/default")]]],
    [
      slackDoor,
      [
        logs("slack-door"),
        parameter("infrasec-admin-global/slack/signing-secret"),
        parameter("infrasec-admin-global/slack-app"),
        ["sqs:SendMessage", arn("sqs", "orgwatch-case-commands-asked")],
        ["sqs:SendMessage", arn("sqs", "orgwatch-finding-responder-actions")],
        ["sqs:SendMessage", arn("sqs", "orgwatch-sg-decisions-decisions")],
        key,
      ],
    ],
    [
      pagerdutyDoor,
      [
        logs("pagerduty-door"),
        parameter("pagerduty/webhook-secrets"),
        ["sqs:SendMessage", arn("sqs", "orgwatch-finding-responder-actions")],
        key,
      ],
    ],
    [
      pagerdutyPager,
      [
        logs("pagerduty-pager"),
        readQueues,
        ["sqs:SendMessage", arn("sqs", "orgwatch-pagerduty-pager-dead-letters")],
        parameter("infrasec-admin-global/routing"),
        parameter("pagerduty/routing-keys"),
        ["dynamodb:GetItem", arn("dynamodb", "table/orgwatch-accounts")],
        ["dynamodb:GetItem dynamodb:PutItem", arn("dynamodb", "table/orgwatch-deliveries")],
        key,
      ],
    ],
    [
      slackNotifier,
      [
        logs("slack-notifier"),
        readQueues,
        ["sqs:SendMessage", arn("sqs", "orgwatch-slack-notifier-dead-letters")],
        parameter("infrasec-admin-global/routing"),
        parameter("infrasec-admin-global/slack-app"),
        parameter("infrasec-admin-global/slack/bot-token"),
        parameter("infrasec-admin-global/slack/webhook-url"),
        ["dynamodb:GetItem", arn("dynamodb", "table/orgwatch-accounts")],
        [
          "dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem",
          arn("dynamodb", "table/orgwatch-deliveries"),
        ],
        key,
      ],
    ],
    [
      caseTrail,
      [
        logs("case-trail"),
        readQueues,
        ["sqs:SendMessage", arn("sqs", "orgwatch-case-trail-dead-letters")],
        ["s3:GetObject", "arn:aws:s3:::acme-org-trail/*"],
        ["sqs:SendMessage", arn("sqs", "orgwatch-case-updates-support-case-update")],
        key,
        ["kms:Decrypt", "key-of-trail"],
      ],
    ],
    [
      caseCommands,
      [
        logs("case-commands"),
        readQueues,
        ["sqs:SendMessage", arn("sqs", "orgwatch-case-commands-dead-letters")],
        ["dynamodb:Query", arn("dynamodb", "table/support-cases/index/*")],
        ["dynamodb:GetItem", arn("dynamodb", "table/orgwatch-accounts")],
        key,
      ],
    ],
    [
      sgLake,
      [
        logs("sg-lake"),
        parameter("sg-chatops/event-data-stores"),
        ["sts:AssumeRole", "arn:aws:iam::111111111111:role/OrgwatchLakeReader"],
        ["sqs:SendMessage", arn("sqs", "orgwatch-sg-changes-security-group-call")],
        ["dynamodb:GetItem dynamodb:PutItem", arn("dynamodb", "table/orgwatch-security-group-state")],
        key,
      ],
    ],
  ])("is exactly what its manifest asks for: $name", (lambda, expected) => {
    const statements = lambdaStatements(lambda, around);
    expect(statements.map(({ Action, Resource }) => [Action.join(" "), ...(Resource ?? [])])).toEqual(
      expected,
    );
  });

  const bucket = [
    "arn:aws:s3:::orgwatch-tag-audit-222222222222",
    "arn:aws:s3:::orgwatch-tag-audit-222222222222/*",
  ];
  const wordsOf = (lambda: LambdaManifest, choices?: GrantChoices) =>
    lambdaStatements(lambda, { ...around, ...(choices && { choices }) }).map(({ Action, Resource }) => [
      Action.join(" "),
      ...(Resource ?? []),
    ]);

  it("covers a bucket of our own with its objects and its key, and what the configuration names", () => {
    const choices = {
      configured: { "mail-identity": ["arn:identity"], "search-domain": ["arn:domain/*"] },
      absentRoles: [],
    };
    expect(
      wordsOf(tagAuditFinish, choices).filter(([action]) => /^(s3|ses|es|kms)/.test(String(action))),
    ).toEqual([
      ["s3:GetObject s3:PutObject", ...bucket],
      ["ses:SendEmail", "arn:identity"],
      ["es:ESHttpGet es:ESHttpHead es:ESHttpPost es:ESHttpPut", "arn:domain/*"],
      key,
    ]);
  });

  it("leaves out mails and search where the configuration names neither", () => {
    expect(wordsOf(tagAuditFinish).filter(([action]) => /^(ses|es)/.test(String(action)))).toEqual([]);
  });

  it("leaves out becoming a role that the configuration does not make", () => {
    const choices = { configured: {}, absentRoles: ["tag-enforcer", "OrgwatchIdentityReader"] };
    const becomes = (lambda: LambdaManifest) =>
      wordsOf(lambda, choices).filter(([action]) => action === "sts:AssumeRole");
    expect([becomes(tagAuditEnforce), becomes(tagAuditPlan)]).toEqual([
      [["sts:AssumeRole", "arn:aws:iam::*:role/tag-auditor"]],
      [],
    ]);
  });

  it("is to become a job's role in any account, and nothing else of that account", () => {
    const statements = lambdaStatements(caseSweepAccounts, around);
    expect(
      statements
        .filter(({ Action }) => /^sts/.test(Action.join()))
        .map(({ Action, Resource }) => [Action, Resource]),
    ).toEqual([[["sts:AssumeRole"], ["arn:aws:iam::*:role/GetSupportInfoRole"]]]);
  });

  it("cannot be told without the key of a region that it works in", () => {
    const home = { ...around, keyArns: { "us-west-2": "key-oregon" } };
    expect(() => lambdaStatements(findingResponder, home)).toThrow(
      "lambda finding-responder: us-east-1 has no key",
    );
  });

  it("spans the regions for the one that archives findings in each of them", () => {
    const statements = lambdaStatements(findingResponder, around);
    expect(
      statements
        .filter(({ Action }) => /^(dynamodb|guardduty|kms)/.test(Action.join()))
        .map(({ Action, Resource }) => [Action.join(" "), ...(Resource ?? [])]),
    ).toEqual([
      [
        "dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem",
        arn("dynamodb", "table/orgwatch-deliveries"),
        "arn:aws:dynamodb:us-east-1:222222222222:table/orgwatch-deliveries",
      ],
      ["guardduty:ArchiveFindings guardduty:GetFindings guardduty:ListDetectors", "*"],
      ["kms:Decrypt kms:GenerateDataKey", "key-oregon", "key-virginia"],
    ]);
  });
});
