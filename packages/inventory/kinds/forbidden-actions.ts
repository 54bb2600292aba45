// What the role `inventory` may never do, though IAM calls much of it reading: no inventory needs what these return.

type Forbidden = { readonly because: string; readonly actions: readonly string[] };

/** IAM actions by the reason why they are forbidden; a `*` at the end stands for anything, as in IAM. */
export const forbiddenActions: readonly Forbidden[] = [
  {
    because: "it returns passwords, keys or tokens",
    actions: [
      "acm:ExportCertificate",
      "appsync:ListApiKeys",
      "codeartifact:GetAuthorizationToken",
      "cognito-identity:GetCredentialsForIdentity",
      "cognito-identity:GetOpenIdToken*",
      "cognito-idp:DescribeIdentityProvider",
      "cognito-idp:DescribeUserPoolClient*",
      "ec2:GetPasswordData",
      "ec2:ExportClientVpnClientConfiguration",
      "ecr-public:GetAuthorizationToken",
      "ecr:GetAuthorizationToken",
      "eks:AccessKubernetesApi",
      "elasticmapreduce:GetClusterSessionCredentials",
      "gamelift:GetComputeAuthToken",
      "gamelift:GetInstanceAccess",
      "glue:GetConnection*",
      "lightsail:DownloadDefaultKeyPair",
      "lightsail:GetInstanceAccessDetails",
      "lightsail:GetRelationalDatabaseMasterUserPassword",
      "rds-db:connect",
      "redshift-serverless:GetCredentials",
      "redshift:GetClusterCredentials*",
      "route53domains:RetrieveDomainAuthCode",
      "secretsmanager:BatchGetSecretValue",
      "secretsmanager:GetRandomPassword",
      "secretsmanager:GetSecretValue",
      "ssm:GetParameter*",
      "sts:*",
    ],
  },
  {
    because: "it decrypts, or makes keys that do",
    actions: [
      "kms:Decrypt*",
      "kms:DeriveSharedSecret",
      "kms:GenerateDataKey*",
      "kms:GetParametersForImport",
      "logs:Unmask",
    ],
  },
  {
    because: "it returns user data, which people put secrets into",
    actions: [
      "ec2:DescribeInstanceAttribute",
      "ec2:DescribeLaunchTemplateVersions",
      "ec2:GetConsoleOutput",
      "ec2:GetConsoleScreenshot",
      "ec2:GetLaunchTemplateData",
    ],
  },
  {
    because: "it returns code or definitions that people wrote, or a link to them",
    actions: [
      "cloudformation:DescribeChangeSet",
      "cloudformation:DescribeStackSet",
      "cloudformation:GetResource",
      "cloudformation:GetTemplate*",
      "codecommit:GetBlob",
      "codecommit:GetFile",
      "codecommit:GetFolder",
      "codecommit:GitPull",
      "codepipeline:GetJobDetails",
      "codepipeline:GetPipeline",
      "codepipeline:GetThirdPartyJobDetails",
      "codepipeline:ListWebhooks",
      "elasticbeanstalk:DescribeConfigurationSettings",
      "events:ListTargetsByRule",
      "lambda:GetFunction",
      "lambda:GetLayerVersion*",
      "ssm:DescribeAssociation",
      "ssm:DescribeMaintenanceWindowTasks",
      "ssm:GetDocument",
      "states:DescribeStateMachine*",
    ],
  },
  {
    because: "it returns what ran, with its input and output",
    actions: [
      "codebuild:BatchGetBuild*",
      "elasticbeanstalk:RetrieveEnvironmentInfo",
      "elasticmapreduce:DescribeStep",
      "elasticmapreduce:ListSteps",
      "ssm:GetAutomationExecution",
      "ssm:GetCommandInvocation",
      "ssm:ListCommand*",
      "states:DescribeExecution",
      "states:GetActivityTask",
      "states:GetExecutionHistory",
    ],
  },
  {
    because: "it returns queries or their results",
    actions: [
      "athena:BatchGetNamedQuery",
      "athena:BatchGetQueryExecution",
      "athena:GetNamedQuery",
      "athena:GetQuery*",
      "cloudtrail:GetQueryResults",
      "cloudtrail:LookupEvents",
      "cloudtrail:StartQuery",
      "config:SelectAggregateResourceConfig",
      "config:SelectResourceConfig",
      "logs:GetQueryResults",
      "logs:StartQuery",
      "rds-data:*",
      "redshift-data:*",
      "timestream:Select*",
    ],
  },
  {
    because: "it returns the contents of what people store or send",
    actions: [
      "dynamodb:BatchGetItem",
      "dynamodb:GetItem",
      "dynamodb:GetRecords",
      "dynamodb:PartiQLSelect",
      "dynamodb:Query",
      "dynamodb:Scan",
      "ebs:GetSnapshotBlock",
      "es:ESHttp*",
      "kinesis:GetRecords",
      "kinesis:SubscribeToShard",
      "kinesisvideo:GetMedia*",
      "logs:FilterLogEvents",
      "logs:GetLog*",
      "logs:StartLiveTail",
      "s3:GetObject*",
      "sqs:ReceiveMessage",
      "xray:BatchGetTraces",
      "xray:GetTraceSummaries",
    ],
  },
  {
    because: "it returns findings, which hold more than what exists",
    actions: [
      "access-analyzer:GetFinding*",
      "access-analyzer:GetGeneratedPolicy",
      "access-analyzer:ListFindings*",
      "guardduty:GetFindings*",
      "guardduty:ListFindings",
      "inspector2:ListFindings",
      "macie2:GetFindings",
      "macie2:GetSensitiveDataOccurrences",
      "securityhub:GetFindings*",
    ],
  },
  {
    because: "it returns what is private to people",
    actions: [
      "account:Get*",
      "cognito-idp:AdminGetUser",
      "cognito-idp:ListUsers*",
      "iam:GenerateCredentialReport",
      "iam:GetCredentialReport",
      "route53domains:GetDomainDetail",
      "ses:GetContact",
      "ses:ListContacts",
      "ses:ListSuppressedDestinations",
      "shield:DescribeEmergencyContactSettings",
      "support:DescribeAttachment",
      "support:DescribeCases",
      "support:DescribeCommunication*",
    ],
  },
];

/** Why the action is forbidden to the inventory; undefined when it is not. `action` may have a `*`; case does not count, as in IAM. */
export function forbiddenBecause(action: string): string | undefined {
  return forbiddenActions.find(({ actions }) => actions.some((forbidden) => overlap(forbidden, action)))
    ?.because;
}

/** Whether two actions can mean the same one. */
function overlap(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  const [firstStart, secondStart] = [first.split("*")[0] ?? "", second.split("*")[0] ?? ""];
  if (first.includes("*") && second.includes("*"))
    return firstStart.startsWith(secondStart) || secondStart.startsWith(firstStart);
  if (first.includes("*")) return second.startsWith(firstStart);
  if (second.includes("*")) return first.startsWith(secondStart);
  return first === second;
}
