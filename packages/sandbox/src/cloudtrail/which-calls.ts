// Which calls CloudTrail's management events are about: those that change something, and not the traffic of data.

/** True for a call that is recorded when it succeeds. */
export function isRecorded(service: string, operation: string): boolean {
  const isData =
    dataServices.has(service) ||
    dataOperations.has(`${service}:${operation}`) ||
    operation.startsWith("ESHttp");
  return !isRead(operation) && !isData;
}

/** The region whose bus gets the event, as AWS does it for its global services. */
export function regionOfRecord(service: string, region: string): string {
  return globalServices.has(service) ? "us-east-1" : region;
}

function isRead(operation: string): boolean {
  return /^(Get|List|Describe|Head|BatchGet|Lookup|Search|Query|Scan|Select|Test|Validate|Simulate|Filter)/.test(
    operation,
  );
}

const globalServices = new Set(["account", "cloudfront", "iam", "organizations", "route53", "support"]);

/** All of these services' other calls are data. */
const dataServices = new Set(["s3", "execute-api"]);

const dataOperations = new Set([
  "cloudtrail:CancelQuery",
  "cloudtrail:StartQuery",
  "dynamodb:BatchExecuteStatement",
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:ExecuteStatement",
  "dynamodb:ExecuteTransaction",
  "dynamodb:PutItem",
  "dynamodb:TransactGetItems",
  "dynamodb:TransactWriteItems",
  "dynamodb:UpdateItem",
  "events:PutEvents",
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyPair",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:GenerateMac",
  "kms:GenerateRandom",
  "kms:ReEncrypt",
  "kms:Sign",
  "kms:Verify",
  "kms:VerifyMac",
  "lambda:Invoke",
  "lambda:InvokeWithResponseStream",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "logs:StartQuery",
  "logs:StopQuery",
  "monitoring:PutMetricData",
  "ses:SendBulkEmail",
  "ses:SendEmail",
  "sns:Publish",
  "sns:PublishBatch",
  "sqs:ChangeMessageVisibility",
  "sqs:ChangeMessageVisibilityBatch",
  "sqs:DeleteMessage",
  "sqs:DeleteMessageBatch",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
  "sqs:SendMessageBatch",
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:DecodeAuthorizationMessage",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
]);
