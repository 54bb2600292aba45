import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf } from "@orgwatch/manifest/environment";
import {
  anyResource,
  configured,
  everyRegion,
  indexesOf,
  managementRole,
  memberRole,
  objectsOf,
  ownBucket,
  secret,
  table,
} from "@orgwatch/manifest/references";
import { queue, topics } from "@orgwatch/manifest/trigger";
import { policyOf } from "./policy-of";

const lambda = defineLambda({
  name: "sweeper",
  summary: "Sweeps",
  impact: "Nothing is swept",
  stack: "sweeps",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: queue({ from: topics("alert"), batchSize: 1, receiveLimit: 5 }),
  timeoutSeconds: 10,
  env: { TOKEN: secret("slack/token"), DIRT: nameOf(table("dirt")) },
  allow: [
    allow(["dynamodb:PutItem"], table("dirt")),
    allow(["dynamodb:Scan"], everyRegion(table("dirt"))),
    allow(["sts:AssumeRole"], managementRole("Broom")),
    allow(["organizations:ListRoots"], anyResource({ because: "it has no resource" })),
    allow(["sts:AssumeRole"], memberRole("Mop")),
    allow(["dynamodb:Query"], indexesOf("dirt")),
    allow(["s3:GetObject"], objectsOf("bin")),
    allow(["s3:GetObject"], objectsOf("unnamed")),
    allow(["s3:PutObject"], ownBucket("dust")),
    allow(["ses:SendEmail"], configured("mail-identity")),
    allow(["es:ESHttpGet"], configured("search-domain")),
  ],
});

it("compiles every grant of a manifest to exact ARNs", () => {
  const here = "us-west-2:111122223333";
  const place = {
    accountId: "111122223333",
    region: "us-west-2",
    managementAccountId: "999999999999",
    regions: ["us-west-2", "us-east-1"],
    queueArns: [`arn:aws:sqs:${here}:orgwatch-sweeper-platform-alert`],
    buckets: { bin: "acme-bin" },
    configured: { "mail-identity": [`arn:aws:ses:${here}:identity/acme.example`] },
  };
  expect(policyOf(lambda, place)).toEqual({
    Version: "2012-10-17",
    Statement: [
      allowing(
        "Log",
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        `arn:aws:logs:${here}:log-group:/aws/lambda/orgwatch-sweeper:*`,
      ),
      allowing(
        "ReadQueues",
        ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        `arn:aws:sqs:${here}:orgwatch-sweeper-platform-alert`,
      ),
      allowing("DeadLetters", ["sqs:SendMessage"], `arn:aws:sqs:${here}:orgwatch-sweeper-dead-letters`),
      allowing("Parameter1", ["ssm:GetParameter"], `arn:aws:ssm:${here}:parameter/sweeps/slack/token`),
      allowing("Allow1", ["dynamodb:PutItem"], `arn:aws:dynamodb:${here}:table/orgwatch-dirt`),
      allowing(
        "Allow2",
        ["dynamodb:Scan"],
        `arn:aws:dynamodb:${here}:table/orgwatch-dirt`,
        "arn:aws:dynamodb:us-east-1:111122223333:table/orgwatch-dirt",
      ),
      allowing("Allow3", ["sts:AssumeRole"], "arn:aws:iam::999999999999:role/Broom"),
      allowing("Allow4", ["organizations:ListRoots"], "*"),
      allowing("Allow5", ["sts:AssumeRole"], "arn:aws:iam::*:role/Mop"),
      allowing("Allow6", ["dynamodb:Query"], `arn:aws:dynamodb:${here}:table/orgwatch-dirt/index/*`),
      allowing("Allow7", ["s3:GetObject"], "arn:aws:s3:::acme-bin/*"),
      allowing(
        "Allow9",
        ["s3:PutObject"],
        "arn:aws:s3:::orgwatch-dust-111122223333",
        "arn:aws:s3:::orgwatch-dust-111122223333/*",
      ),
      allowing("Allow10", ["ses:SendEmail"], `arn:aws:ses:${here}:identity/acme.example`),
    ],
  });
});

function allowing(Sid: string, Action: readonly string[], ...Resource: readonly string[]) {
  return { Sid, Effect: "Allow", Action, Resource };
}
