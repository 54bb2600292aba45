// The table: every kind that the inventory reads, once for the runner, the role and the README.
import { applicationKinds } from "./application-kinds";
import { computeKinds } from "./compute-kinds";
import { dataKinds } from "./data-kinds";
import type { Kind } from "./kind";
import { managementKinds } from "./management-kinds";
import { networkKinds } from "./network-kinds";
import { securityKinds } from "./security-kinds";

export const kinds: readonly Kind[] = [
  ...computeKinds,
  ...networkKinds,
  ...dataKinds,
  ...applicationKinds,
  ...securityKinds,
  ...managementKinds,
];
