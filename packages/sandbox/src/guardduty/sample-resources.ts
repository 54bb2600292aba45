// The `resource` block of a sample finding, for each kind of resource.
import type { ResourceKind } from "./sample-types";

type Place = { readonly accountId: string; readonly region: string };

/** GuardDuty's JSON for a made-up resource of this kind in an account and region. */
export function sampleResource(kind: ResourceKind, place: Place): Readonly<Record<string, unknown>> {
  return blocks[kind](place);
}

const tags = [{ key: "GeneratedFindingInstanceTag1", value: "GeneratedFindingInstanceTagValue1" }];

const instanceDetails = ({ region }: Place) => ({
  instanceId: "i-99999999",
  instanceType: "m3.xlarge",
  launchTime: "2016-08-02T02:05:06.000Z",
  availabilityZone: `${region}a`,
  imageId: "ami-99999999",
  imageDescription: "GeneratedFindingInstanceImageDescription",
  instanceState: "running",
  iamInstanceProfile: {
    arn: "arn:aws:iam::123456789012:example/instance/profile",
    id: "GeneratedFindingInstanceProfileId",
  },
  networkInterfaces: [
    {
      networkInterfaceId: "eni-bfcffe88",
      privateIpAddress: "10.0.0.1",
      privateDnsName: "ip-10-0-0-1.ec2.internal",
      publicIp: "198.51.100.0",
      publicDnsName: "GeneratedFindingPublicDNSName",
      ipv6Addresses: [],
      subnetId: "GeneratedFindingSubnetId",
      vpcId: "GeneratedFindingVPCId",
      securityGroups: [
        { groupId: "GeneratedFindingSecurityId", groupName: "GeneratedFindingSecurityGroupName" },
      ],
    },
  ],
  tags,
});

const accessKeyDetails = {
  accessKeyId: "GeneratedFindingAccessKeyId",
  principalId: "GeneratedFindingPrincipalId",
  userName: "GeneratedFindingUserName",
  userType: "IAMUser",
};

const s3BucketDetails = ({ accountId }: Place) => [
  {
    arn: "arn:aws:s3:::bucketName",
    name: "bucketName",
    type: "Destination",
    createdAt: "2018-05-02T02:05:06.000Z",
    owner: { id: accountId },
    defaultServerSideEncryption: { encryptionType: "SSEAlgorithm", kmsMasterKeyArn: "" },
    publicAccess: { effectivePermission: "NOT_PUBLIC" },
    tags: [{ key: "foo", value: "bar" }],
  },
];

const container = {
  id: "GeneratedFindingContainerId",
  name: "GeneratedFindingContainerName",
  containerRuntime: "docker",
  image: "GeneratedFindingContainerImage",
};

const blocks: Readonly<Record<ResourceKind, (place: Place) => Readonly<Record<string, unknown>>>> = {
  instance: (place) => ({ resourceType: "Instance", instanceDetails: instanceDetails(place) }),
  "access-key": () => ({ resourceType: "AccessKey", accessKeyDetails }),
  "s3-bucket": (place) => ({
    resourceType: "S3Bucket",
    accessKeyDetails,
    s3BucketDetails: s3BucketDetails(place),
  }),
  "s3-object": () => ({
    resourceType: "S3Object",
    s3BucketDetails: [
      {
        arn: "arn:aws:s3:::bucketName",
        name: "bucketName",
        type: "Target",
        s3ObjectDetails: [
          {
            objectArn: "arn:aws:s3:::bucketName/GeneratedFindingObjectKey",
            key: "GeneratedFindingObjectKey",
            eTag: "0123456789abcdef0123456789abcdef",
            hash: "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
          },
        ],
      },
    ],
  }),
  "eks-cluster": ({ accountId, region }) => ({
    resourceType: "EKSCluster",
    accessKeyDetails,
    eksClusterDetails: {
      name: "GeneratedFindingEKSClusterName",
      arn: `arn:aws:eks:${region}:${accountId}:cluster/GeneratedFindingEKSClusterName`,
      createdAt: "2020-12-10T00:00:00.000Z",
      vpcId: "GeneratedFindingEKSClusterVpcId",
      status: "ACTIVE",
      tags,
    },
    kubernetesDetails: {
      kubernetesUserDetails: {
        username: "GeneratedFindingUserName",
        uid: "GeneratedFindingUID",
        groups: ["GeneratedFindingUserGroup"],
      },
      kubernetesWorkloadDetails: {
        name: "GeneratedFindingWorkloadName",
        type: "pods",
        uid: "GeneratedFindingWorkloadUid",
        namespace: "kube-system",
        containers: [container],
      },
    },
  }),
  "ecs-cluster": ({ accountId, region }) => ({
    resourceType: "ECSCluster",
    ecsClusterDetails: {
      name: "GeneratedFindingECSClusterName",
      arn: `arn:aws:ecs:${region}:${accountId}:cluster/GeneratedFindingECSClusterName`,
      status: "ACTIVE",
      activeServicesCount: 1,
      registeredContainerInstancesCount: 1,
      runningTasksCount: 1,
      tags,
      taskDetails: {
        arn: `arn:aws:ecs:${region}:${accountId}:task/GeneratedFindingTaskId`,
        definitionArn: `arn:aws:ecs:${region}:${accountId}:task-definition/GeneratedFindingTask:1`,
        version: "1",
        startedBy: "GeneratedFindingECSTaskStartedBy",
        containers: [container],
      },
    },
  }),
  "rds-instance": ({ accountId, region }) => ({
    resourceType: "RDSDBInstance",
    rdsDbInstanceDetails: {
      dbInstanceIdentifier: "GeneratedFindingDBInstanceId",
      engine: "Aurora Postgres",
      engineVersion: "13.6",
      dbClusterIdentifier: "GeneratedFindingDBClusterId",
      dbInstanceArn: `arn:aws:rds:${region}:${accountId}:db:GeneratedFindingDBInstanceId`,
      tags,
    },
    rdsDbUserDetails: {
      user: "GeneratedFindingUserName",
      application: "GeneratedFindingApplicationName",
      database: "GeneratedFindingDatabaseName",
      ssl: "GeneratedFindingSSLValue",
      authMethod: "GeneratedFindingAuthMethod",
    },
  }),
  lambda: ({ accountId, region }) => ({
    resourceType: "Lambda",
    lambdaDetails: {
      functionArn: `arn:aws:lambda:${region}:${accountId}:function:GeneratedFindingFunctionName`,
      functionName: "GeneratedFindingFunctionName",
      description: "GeneratedFindingLambdaDescription",
      lastModifiedAt: "2022-05-01T00:00:00.000Z",
      revisionId: "GeneratedFindingRevisionId",
      functionVersion: "$LATEST",
      role: `arn:aws:iam::${accountId}:role/GeneratedFindingLambdaRole`,
      tags,
    },
  }),
  "attack-sequence": () => ({ resourceType: "AttackSequence" }),
};
