// Lightsail: its own small world of machines, databases and networks. Nothing that gives access to a machine is read.
import type { Kind } from "./kind";

const lightsail = { service: "lightsail", scope: "regional", id: "name", arn: "arn", name: "name" } as const;

/** Domains and distributions answer in one region only. */
const global = { ...lightsail, scope: "global", region: "us-east-1" } as const;

export const lightsailKinds: readonly Kind[] = [
  {
    ...lightsail,
    kind: "lightsail/instance",
    operation: "GetInstances",
    list: "instances",
    tags: "tags",
  },
  {
    ...lightsail,
    kind: "lightsail/instance-snapshot",
    operation: "GetInstanceSnapshots",
    list: "instanceSnapshots",
    tags: "tags",
  },
  {
    ...lightsail,
    kind: "lightsail/database",
    operation: "GetRelationalDatabases",
    list: "relationalDatabases",
    tags: "tags",
    hide: ["pendingModifiedValues.masterUserPassword"],
  },
  {
    ...lightsail,
    kind: "lightsail/database-snapshot",
    operation: "GetRelationalDatabaseSnapshots",
    list: "relationalDatabaseSnapshots",
    tags: "tags",
  },
  {
    ...lightsail,
    kind: "lightsail/load-balancer",
    operation: "GetLoadBalancers",
    list: "loadBalancers",
    tags: "tags",
  },
  { ...lightsail, kind: "lightsail/disk", operation: "GetDisks", list: "disks", tags: "tags" },
  {
    ...lightsail,
    kind: "lightsail/disk-snapshot",
    operation: "GetDiskSnapshots",
    list: "diskSnapshots",
    tags: "tags",
  },
  { ...lightsail, kind: "lightsail/static-ip", operation: "GetStaticIps", list: "staticIps" },
  { ...lightsail, kind: "lightsail/bucket", operation: "GetBuckets", list: "buckets", tags: "tags" },
  { ...lightsail, kind: "lightsail/key-pair", operation: "GetKeyPairs", list: "keyPairs", tags: "tags" },
  {
    // Containers stand in a map by name: the whole map is hidden for the environment variables in it.
    ...lightsail,
    kind: "lightsail/container-service",
    operation: "GetContainerServices",
    list: "containerServices",
    id: "containerServiceName",
    name: "containerServiceName",
    tags: "tags",
    hide: ["currentDeployment.containers", "nextDeployment.containers"],
  },
  { ...global, kind: "lightsail/domain", operation: "GetDomains", list: "domains", tags: "tags" },
  {
    ...global,
    kind: "lightsail/distribution",
    operation: "GetDistributions",
    list: "distributions",
    tags: "tags",
  },
];
