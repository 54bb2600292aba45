// What changes in AWS's answers without anybody changing the resource: use, load and health. What somebody configured is not among it.

/** By service (as in IAM's actions): members, wherever they stand in `raw`, with the reason. */
export const volatileMembers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "access-analyzer": {
    lastResourceAnalyzed: "what it looked at last",
    lastResourceAnalyzedAt: "when it looked last",
  },
  autoscaling: { Instances: "instances come and go, and are resources of their own" },
  backup: {
    LastExecutionDate: "when a plan ran",
    NumberOfRecoveryPoints: "they come and go by their plan",
  },
  batch: { desiredvCpus: "how many machines work now" },
  cloudformation: {
    DriftInformation: "when somebody looked for drift, and what was found",
    LastDriftCheckTimestamp: "when somebody looked for drift",
  },
  cloudtrail: {
    LatestDeliveryTime: "when it delivered last",
    LatestNotificationTime: "when it notified last",
  },
  cloudwatch: {
    StateReason: "an alarm that rings has not changed",
    StateReasonData: "an alarm that rings has not changed",
    StateTransitionedTimestamp: "an alarm that rings has not changed",
    StateUpdatedTimestamp: "an alarm that rings has not changed",
    StateValue: "an alarm that rings has not changed",
  },
  "cognito-idp": { EstimatedNumberOfUsers: "people come and go" },
  config: {
    lastErrorCode: "how the last delivery went",
    lastErrorMessage: "how the last delivery went",
    lastStartTime: "when it was last started",
    lastStatus: "how the last delivery went",
    lastStatusChangeTime: "how the last delivery went",
  },
  dms: {
    RecoveryCheckpoint: "how far a replication has come",
    ReplicationTaskStats: "how far a replication has come",
  },
  dynamodb: {
    EarliestRestorableDateTime: "moves on all the time",
    IndexSizeBytes: "counted anew about every six hours",
    ItemCount: "counted anew about every six hours",
    LatestRestorableDateTime: "moves on all the time",
    TableSizeBytes: "counted anew about every six hours",
  },
  ec2: {
    AvailableCapacity: "how full a dedicated host is",
    AvailableInstanceCount: "how full a capacity reservation is",
    AvailableIpAddressCount: "how full a subnet is",
    LastStatusChange: "a VPN tunnel that is down for a moment has not changed",
    VgwTelemetry: "a VPN tunnel that is down for a moment has not changed",
  },
  ecs: {
    deployments: "how far a deployment has come",
    events: "a service's last hundred messages",
    pendingCount: "tasks come and go",
    pendingTasksCount: "tasks come and go",
    registeredContainerInstancesCount: "instances come and go",
    runningCount: "tasks come and go",
    runningTasksCount: "tasks come and go",
  },
  elasticmapreduce: { NormalizedInstanceHours: "how long a cluster has worked" },
  elasticfilesystem: { SizeInBytes: "how much a file system holds" },
  glue: {
    CrawlElapsedTime: "how long a crawler runs",
    LastCrawl: "when a crawler ran",
  },
  iam: {
    AttachmentCount: "a policy's users are resources of their own",
    LastUsedDate: "when an access key or a role was last used",
    AccessKeyLastUsed: "when and where an access key was last used",
    PasswordLastUsed: "when a user last signed in",
    PermissionsBoundaryUsageCount: "a policy's users are resources of their own",
    RoleLastUsed: "when and where a role was last used",
  },
  lightsail: {
    instanceHealthSummary: "a machine that is unwell for a moment has not changed",
    latestRestorableTime: "moves on every five minutes",
  },
  logs: { storedBytes: "how much a log group holds" },
  rds: {
    EarliestRestorableTime: "moves on as old backups go",
    LatestRestorableTime: "moves on every five minutes",
  },
  redshift: {
    LastFailureTime: "how the last delivery of logs went",
    LastSuccessfulDeliveryTime: "how the last delivery of logs went",
    ManualSnapshotRemainingDays: "counts down by itself",
    NextMaintenanceWindowStartTime: "moves on every week",
  },
  secretsmanager: { LastAccessedDate: "when a secret was last read" },
  sqs: {
    ApproximateNumberOfMessages: "how many messages wait",
    ApproximateNumberOfMessagesDelayed: "how many messages wait",
    ApproximateNumberOfMessagesNotVisible: "how many messages are being worked on",
  },
  ssm: {
    LastAssociationExecutionDate: "when an association ran",
    LastExecutionDate: "when an association ran",
    LastSuccessfulSyncTime: "when it synchronized last",
    LastSyncTime: "when it synchronized last",
    LastPingDateTime: "an agent's sign of life",
    LastSuccessfulAssociationExecutionDate: "when an association ran",
    NextExecutionTime: "when a maintenance window opens next",
    Overview: "how an association's last runs went",
    PingStatus: "an agent that is silent for a moment has not changed",
  },
};
