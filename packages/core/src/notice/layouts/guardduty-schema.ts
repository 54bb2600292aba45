// The parts of a GuardDuty finding that a message shows, as EventBridge carries them (camelCase, schema version 2.0).
// Table of https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-summary.html; every field may be missing.
import * as z from "zod/mini";
import { fields, flag, list, number, onDemand, text } from "./lenient";

const remoteIp = onDemand(() =>
  fields({
    ipAddressV4: text,
    ipAddressV6: text,
    city: fields({ cityName: text }),
    country: fields({ countryName: text, countryCode: text }),
    organization: fields({ asn: text, asnOrg: text, isp: text, org: text }),
  }),
);
const port = onDemand(() => fields({ port: number, portName: text }));
const container = onDemand(() => fields({ id: text, name: text, image: text }));

const action = onDemand(() =>
  fields({
    actionType: text,
    networkConnectionAction: fields({
      blocked: flag,
      connectionDirection: text,
      protocol: text,
      localPortDetails: port(),
      remotePortDetails: port(),
      remoteIpDetails: remoteIp(),
    }),
    dnsRequestAction: fields({ domain: text, protocol: text, blocked: flag }),
    awsApiCallAction: fields({
      api: text,
      serviceName: text,
      callerType: text,
      errorCode: text,
      userAgent: text,
      domainDetails: fields({ domain: text }),
      remoteIpDetails: remoteIp(),
      remoteAccountDetails: fields({ accountId: text, affiliated: flag }),
    }),
    portProbeAction: fields({
      blocked: flag,
      portProbeDetails: list(fields({ localPortDetails: port(), remoteIpDetails: remoteIp() })),
    }),
    kubernetesApiCallAction: fields({
      requestUri: text,
      verb: text,
      namespace: text,
      resource: text,
      resourceName: text,
      statusCode: number,
      userAgent: text,
      sourceIPs: list(text),
      remoteIpDetails: remoteIp(),
    }),
    kubernetesPermissionCheckedDetails: fields({
      verb: text,
      resource: text,
      namespace: text,
      allowed: flag,
    }),
    kubernetesRoleBindingDetails: fields({ kind: text, name: text, roleRefName: text, roleRefKind: text }),
    rdsLoginAttemptAction: fields({
      remoteIpDetails: remoteIp(),
      loginAttributes: list(
        fields({
          user: text,
          application: text,
          failedLoginAttempts: number,
          successfulLoginAttempts: number,
        }),
      ),
    }),
  }),
);

const database = {
  dbInstanceIdentifier: text,
  dbShardGroupIdentifier: text,
  dbClusterIdentifier: text,
  engine: text,
  engineVersion: text,
};

const resource = onDemand(() =>
  fields({
    resourceType: text,
    instanceDetails: fields({
      instanceId: text,
      instanceType: text,
      tags: list(fields({ key: text, value: text })),
      iamInstanceProfile: fields({ arn: text }),
      networkInterfaces: list(fields({ publicIp: text, privateIpAddress: text, vpcId: text })),
    }),
    accessKeyDetails: fields({ accessKeyId: text, principalId: text, userName: text, userType: text }),
    s3BucketDetails: list(
      fields({
        name: text,
        arn: text,
        publicAccess: fields({ effectivePermission: text }),
        s3ObjectDetails: list(fields({ key: text, objectArn: text, versionId: text, hash: text })),
      }),
    ),
    eksClusterDetails: fields({ name: text, arn: text }),
    kubernetesDetails: fields({
      kubernetesUserDetails: fields({ username: text, groups: list(text), sessionName: list(text) }),
      kubernetesWorkloadDetails: fields({
        name: text,
        type: text,
        namespace: text,
        serviceAccountName: text,
        containers: list(container()),
      }),
    }),
    ecsClusterDetails: fields({
      name: text,
      arn: text,
      taskDetails: fields({ arn: text, definitionArn: text, group: text, containers: list(container()) }),
    }),
    containerDetails: container(),
    rdsDbInstanceDetails: fields(database),
    rdsLimitlessDbDetails: fields(database),
    rdsDbUserDetails: fields({ user: text, application: text, database: text, authMethod: text }),
    lambdaDetails: fields({ functionName: text, functionArn: text, functionVersion: text, role: text }),
    ebsVolumeDetails: fields({ scannedVolumeDetails: list(fields({ volumeArn: text, deviceName: text })) }),
    ebsSnapshotDetails: fields({ snapshotArn: text }),
    ec2ImageDetails: fields({ imageArn: text }),
    recoveryPointDetails: fields({ recoveryPointArn: text }),
  }),
);

const process = {
  name: text,
  executablePath: text,
  executableSha256: text,
  user: text,
  pid: number,
};

const sequence = onDemand(() =>
  fields({
    description: text,
    signals: list(fields({ name: text, type: text, severity: number, count: number })),
    actors: list(
      fields({
        id: text,
        user: fields({ name: text, uid: text, type: text, credentialUid: text }),
        session: fields({ uid: text, mfaStatus: text, issuer: text }),
      }),
    ),
    resources: list(fields({ name: text, uid: text, resourceType: text })),
    endpoints: list(
      fields({
        ip: text,
        domain: text,
        location: fields({ city: text, country: text }),
        autonomousSystem: fields({ name: text, number: number }),
      }),
    ),
  }),
);

const service = onDemand(() =>
  fields({
    detectorId: text,
    featureName: text,
    archived: flag,
    count: number,
    eventFirstSeen: text,
    eventLastSeen: text,
    additionalInfo: fields({ sample: flag, value: text, threatListName: text, threatName: text }),
    action: action(),
    evidence: fields({
      threatIntelligenceDetails: list(fields({ threatListName: text, threatNames: list(text) })),
    }),
    runtimeDetails: fields({
      process: fields({ ...process, lineage: list(fields(process)) }),
      context: fields({
        targetProcess: fields(process),
        fileSystemType: text,
        scriptPath: text,
        commandLineExample: text,
      }),
    }),
    ebsVolumeScanDetails: fields({
      scanDetections: fields({
        threatDetectedByName: fields({
          threatNames: list(
            fields({ name: text, severity: text, filePaths: list(fields({ filePath: text })) }),
          ),
        }),
      }),
    }),
    malwareScanDetails: fields({
      threats: list(fields({ name: text, itemPaths: list(fields({ nestedItemPath: text, hash: text })) })),
    }),
    detection: fields({ sequence: sequence() }),
  }),
);

/** A finding: what a message needs of it. */
export const guardDutyFinding = onDemand(() =>
  z.object({
    accountId: text,
    region: text,
    id: text,
    type: text,
    title: text,
    description: text,
    severity: number,
    createdAt: text,
    updatedAt: text,
    associatedAttackSequenceArn: text,
    resource: resource(),
    service: service(),
  }),
);

export type GuardDutyFinding = z.infer<ReturnType<typeof guardDutyFinding>>;
export type GuardDutyResource = NonNullable<GuardDutyFinding["resource"]>;
export type GuardDutyService = NonNullable<GuardDutyFinding["service"]>;
export type GuardDutyAction = NonNullable<GuardDutyService["action"]>;
export type RemoteIp = z.infer<ReturnType<typeof remoteIp>>;
