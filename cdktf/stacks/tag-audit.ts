// The job of the tag audit: besides what every job has, its reports as tables for Athena, and the alarm on canaries that are missing.
import { bucketName } from "@orgwatch/manifest/names";
import { tagReportTables } from "@orgwatch/manifest/tag-report";
import { tagAudit, tagReports } from "@orgwatch/tag-audit/manifest";
import type { Construct } from "constructs";
import { CanariesMissingAlarm } from "../constructs/canaries-missing-alarm";
import { ReportTables } from "../constructs/report-tables";
import type { OrgConfig } from "../org-config";
import type { TagAuditSection } from "../org-config-tag-policy";
import { JobStack } from "./job-stack";

export class TagAuditStack extends JobStack {
  constructor(scope: Construct, config: OrgConfig, { keepDays }: TagAuditSection, bundles: string) {
    super(scope, tagAudit.stack, { config, bundles, keepDays });
    new ReportTables(this.home, "reports", {
      bucket: bucketName(tagReports.bucket, this.home.place.accountId),
      tables: tagReportTables,
      keptDays: keepDays,
    });
    new CanariesMissingAlarm(this.home, "canaries-missing", {
      notify: this.failoverArn,
      impact: tagAudit.impact,
    });
  }
}
