// The job of security-group changes: no more than what every job has.
import { sgChanges } from "@orgwatch/sg-chatops/manifest";
import type { Construct } from "constructs";
import type { OrgConfig } from "../org-config";
import { JobStack } from "./job-stack";

export class SgChatopsStack extends JobStack {
  constructor(scope: Construct, config: OrgConfig, bundles: string) {
    super(scope, sgChanges.stack, { config, bundles });
  }
}
