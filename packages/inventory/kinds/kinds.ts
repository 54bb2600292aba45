// The table: every kind that the inventory reads, once for the runner, the role and the README.
import { applicationKinds } from "./application-kinds";
import { computeKinds } from "./compute-kinds";
import { dataKinds } from "./data-kinds";
import { databaseKinds } from "./database-kinds";
import { ec2Kinds } from "./ec2-kinds";
import type { Kind } from "./kind";
import { lightsailKinds } from "./lightsail-kinds";
import { managementKinds } from "./management-kinds";
import { networkKinds } from "./network-kinds";
import { securityKinds } from "./security-kinds";
import { storageKinds } from "./storage-kinds";
import { vpcKinds } from "./vpc-kinds";
import { wafv2Kinds } from "./wafv2-kinds";

export const kinds: readonly Kind[] = [
  ...ec2Kinds,
  ...computeKinds,
  ...lightsailKinds,
  ...vpcKinds,
  ...networkKinds,
  ...wafv2Kinds,
  ...storageKinds,
  ...databaseKinds,
  ...dataKinds,
  ...applicationKinds,
  ...securityKinds,
  ...managementKinds,
];
