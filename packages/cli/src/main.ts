// `orgwatch`: what an operator runs by hand. Credentials and region come from the ordinary AWS chain, never from options.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { dynamodb, sns, sqs, ssm, sts } from "@orgwatch/core/aws";
import { callerArn } from "@orgwatch/core/organization/caller-arn";
import { ec2Clients } from "@orgwatch/core/tag-audit/ec2-instances";
import { lambdas } from "@orgwatch/lambdas/all";
import { awsHomeRegion } from "./aws-home-region";
import { localDeployWorld } from "./deploy/local-deploy-world";
import { awsDoctorAccount } from "./doctor/aws/aws-doctor-account";
import { awsCallerAccount } from "./init/aws-caller-account";
import { configFiles } from "./init/config-files";
import { terminalLines } from "./init/terminal-lines";
import { awsInventoryRegion } from "./inventory/aws-inventory-region";
import { awsSecurityAccount } from "./manual-ops/check/aws-security-account";
import { logFile } from "./manual-ops/log-file";
import { processTerminal } from "./progress/process-terminal";
import { sqsQueues } from "./redrive/sqs-queues";
import { runProgram } from "./run-program";
import { askTerminal } from "./sg/ask-terminal";
import { awsSgRegion } from "./sg/aws-sg-region";
import { awsAuditRegion } from "./tag-audit/organization/aws-audit-region";
import { awsOwnAccount } from "./tag-audit/own-account/aws-own-account";
import { recordFile } from "./tag-audit/own-account/record-file";
import { awsAlertWorld } from "./test-alert/aws-alert-world";

// The SDK's note on Node's next version is for whoever installs Orgwatch, not for a person who reads dead letters.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const docs = join(import.meta.dirname, "../../../docs");

const stop = new AbortController();
// The first Ctrl-C ends in order: what was hidden becomes visible again. The second one ends at once.
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
// A reader that has seen enough (`orgwatch redrive | head`) is no failure.
const unread = new AbortController();
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  unread.abort();
});

void runProgram(process.argv.slice(2), {
  terminal: processTerminal(),
  // A request's caller hears of a failure at once: such a lambda has no dead letters.
  lambdas: lambdas.filter(({ trigger }) => trigger.kind !== "request").map(({ name }) => name),
  ownRegion: () => sqs().config.region(),
  queuesIn: (region) => sqsQueues(sqs(region)),
  signal: stop.signal,
  manifests: lambdas,
  logPath: join(docs, "manual-operations.md"),
  logFile: (path) => logFile(path, randomUUID),
  appManifest: () => readFile(join(docs, "slack-app-manifest.json"), "utf8"),
  now: () => new Date(),
  accountIn: (region) => awsSecurityAccount(() => sns(region), ssm(region)),
  homeIn: (region) => awsHomeRegion(region, dynamodb(region), () => new SFNClient({ region })),
  sgIn: (region) => awsSgRegion(region, dynamodb(region), sqs(region), stop.signal),
  auditIn: (region) =>
    awsAuditRegion(region, dynamodb(region), {
      makeS3: () => new S3Client({ region }),
      makeSfn: () => new SFNClient({ region }),
      callerArn: () => callerArn(sts(region)),
    }),
  inventoryIn: (region) =>
    awsInventoryRegion(region, {
      makeS3: () => new S3Client({ region }),
      makeSfn: () => new SFNClient({ region }),
      callerArn: () => callerArn(sts(region)),
    }),
  outputClosed: unread.signal,
  ownAccountIn: (region) => awsOwnAccount(region, ec2Clients(), () => new IAMClient({ region })),
  openRecord: recordFile,
  callerIn: (region) => callerArn(sts(region)),
  ask: process.stdin.isTTY ? askTerminal(process.stdin, process.stderr, stop.signal) : undefined,
  newId: randomUUID,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  // Being interrupted ends the waiting; what it means is for whoever waited.
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
  fetch,
  init: {
    configPath: join(import.meta.dirname, "../../../cdktf/org.config.ts"),
    accountAs: (profile, region) =>
      awsCallerAccount({ region, ...(profile === undefined ? {} : { profile }) }),
    files: configFiles(randomUUID),
    converse: process.stdin.isTTY
      ? () => terminalLines(process.stdin, process.stderr, stop.signal)
      : undefined,
  },
  deploy: localDeployWorld(join(docs, ".."), stop.signal, (profile, region) =>
    awsCallerAccount({ region, ...(profile === undefined ? {} : { profile }) }),
  ),
  doctor: {
    configPath: join(import.meta.dirname, "../../../cdktf/org.config.ts"),
    accountAs: awsDoctorAccount,
    limit: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
  },
  testAlert: awsAlertWorld((region) => awsSecurityAccount(() => sns(region), ssm(region)).valueOf),
  pagerdutyToken: process.env.PAGERDUTY_TOKEN?.trim() || undefined,
}).then((code) => {
  process.exitCode = code;
});
