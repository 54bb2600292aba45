// What a GuardDuty finding is about, and who acted: every resource block that is there, whatever `resourceType` says.
import type { Fact } from "../notice";
import { lastFour } from "./access-key";
import { fact, firstOf, joined } from "./compose";
import type { GuardDutyResource } from "./guardduty-schema";

type Facts = readonly (Fact | undefined)[];

/** The resource as facts, the acting principal first. An unknown kind of resource is named by its type at least. */
export function resourceFacts(resource: GuardDutyResource | undefined): Facts {
  if (!resource) return [];
  const facts = [
    fact("Who", who(resource)),
    ...machine(resource),
    ...storage(resource),
    ...cluster(resource),
    ...database(resource),
    fact(
      "Function",
      joined([resource.lambdaDetails?.functionName, resource.lambdaDetails?.functionVersion], " version "),
    ),
    fact("Function's role", nameOfArn(resource.lambdaDetails?.role)),
  ].filter((each) => each !== undefined);
  const { resourceType } = resource;
  return facts.length > 0 || resourceType === "AttackSequence" ? facts : [fact("Resource", resourceType)];
}

/** «AssumedRole deploy, session ci-42, access key …MPLE»: the last four characters tell keys apart and give nothing away. */
function who({
  accessKeyDetails: key,
  kubernetesDetails,
  rdsDbUserDetails,
}: GuardDutyResource): string | undefined {
  const session = key?.principalId?.split(":")[1];
  const user = kubernetesDetails?.kubernetesUserDetails;
  return joined([
    joined([key?.userType, key?.userName ?? key?.principalId], " "),
    session && `session ${session}`,
    lastFour(key?.accessKeyId),
    user?.username && `Kubernetes user ${user.username}`,
    user && prefixed("session", firstOf(user.sessionName, 2)),
    user && prefixed("groups", firstOf(user.groups, 3)),
    rdsDbUserDetails?.user && `database user ${rdsDbUserDetails.user}`,
    prefixed("application", rdsDbUserDetails?.application),
  ]);
}

function machine({ instanceDetails: instance, ebsVolumeDetails, ...resource }: GuardDutyResource): Facts {
  const name = instance?.tags.find((tag) => tag?.key === "Name")?.value;
  const details = joined([name, instance?.instanceType]);
  const [network] = instance?.networkInterfaces ?? [];
  return [
    fact("Instance", joined([instance?.instanceId, details && `(${details})`], " ")),
    fact(
      "Addresses",
      joined([
        prefixed("public", network?.publicIp),
        prefixed("private", network?.privateIpAddress),
        network?.vpcId,
      ]),
    ),
    fact("Instance's role", nameOfArn(instance?.iamInstanceProfile?.arn)),
    fact(
      "Volume",
      firstOf(
        (ebsVolumeDetails?.scannedVolumeDetails ?? []).map((volume) => nameOfArn(volume?.volumeArn)),
        3,
      ),
    ),
    fact("Snapshot", resource.ebsSnapshotDetails?.snapshotArn),
    fact("Image", resource.ec2ImageDetails?.imageArn),
    fact("Recovery point", resource.recoveryPointDetails?.recoveryPointArn),
  ];
}

function storage({ s3BucketDetails: buckets }: GuardDutyResource): Facts {
  const objects = buckets.flatMap((bucket) => bucket?.s3ObjectDetails ?? []);
  return [
    fact(
      "Bucket",
      firstOf(
        buckets.map((bucket) => {
          const access = bucket?.publicAccess?.effectivePermission;
          return joined([bucket?.name ?? bucket?.arn, access === "PUBLIC" ? "(public)" : undefined], " ");
        }),
        3,
      ),
    ),
    fact(
      "Object",
      firstOf(
        objects.map((object) => object?.key ?? object?.objectArn),
        3,
      ),
    ),
    fact(
      "Object's hash",
      firstOf(
        objects.map((object) => object?.hash),
        1,
      ),
    ),
  ];
}

function cluster({
  eksClusterDetails: eks,
  ecsClusterDetails: ecs,
  containerDetails,
  kubernetesDetails,
}: GuardDutyResource): Facts {
  const workload = kubernetesDetails?.kubernetesWorkloadDetails;
  const containers = [
    containerDetails,
    ...(workload?.containers ?? []),
    ...(ecs?.taskDetails?.containers ?? []),
  ];
  return [
    fact("EKS cluster", eks?.name ?? eks?.arn),
    fact("ECS cluster", ecs?.name ?? ecs?.arn),
    fact(
      "ECS task",
      joined(
        [nameOfArn(ecs?.taskDetails?.arn), prefixed("of", nameOfArn(ecs?.taskDetails?.definitionArn))],
        " ",
      ),
    ),
    fact(
      "Workload",
      joined([
        joined([workload?.type, workload?.name], " "),
        prefixed("namespace", workload?.namespace),
        prefixed("service account", workload?.serviceAccountName),
      ]),
    ),
    fact(
      "Container",
      firstOf(
        containers.map((each) => joined([each?.name ?? each?.id, each?.image && `(${each.image})`], " ")),
        3,
      ),
    ),
  ];
}

function database({
  rdsDbInstanceDetails: instance,
  rdsLimitlessDbDetails: limitless,
}: GuardDutyResource): Facts {
  const db = instance ?? limitless;
  const engine = joined([db?.engine, db?.engineVersion], " ");
  return [
    fact(
      "Database",
      joined([db?.dbInstanceIdentifier ?? db?.dbShardGroupIdentifier, engine && `(${engine})`], " "),
    ),
    fact("Database cluster", db?.dbClusterIdentifier),
  ];
}

/** The last part of an ARN: `arn:aws:iam::1:role/app/web` → `web`, `…:task-definition/report:7` → `report:7`. */
function nameOfArn(arn: string | undefined): string | undefined {
  return arn?.split(arn.includes("/") ? "/" : ":").at(-1) || arn;
}

function prefixed(word: string, value: string | undefined): string | undefined {
  return value && `${word} ${value}`;
}
