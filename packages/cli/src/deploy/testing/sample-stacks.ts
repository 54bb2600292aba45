// Stacks as cdktf writes them, with a resource of each kind that deploy cares for.
import type { OrgConfig } from "@orgwatch/cdktf/org-config";

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

const provider = "aws.us-west-2";

const byStack: Readonly<Record<string, { readonly resource: Resources; readonly data?: Resources }>> = {
  "org-root": { resource: { aws_cloudformation_stack_set: { baseline_1: { name: "orgwatch" } } } },
  pagerduty: { resource: { aws_ssm_parameter: { keys_2: { name: "/pagerduty/routing-keys" } } } },
  "infrasec-admin-global": {
    resource: {
      aws_guardduty_detector: { detector_14: { enable: true, provider } },
      aws_sns_topic: { alert_3: { name: "infra-alert", provider } },
      aws_dynamodb_table: { deliveries_4: { name: "orgwatch-deliveries", provider } },
      aws_kms_key: { key_5: { provider }, other_6: { provider } },
      aws_kms_alias: {
        alias_7: { name: "alias/orgwatch", provider, target_key_id: `\${aws_kms_key.key_5.key_id}` },
        alias_8: { name: "alias/failover", provider, target_key_id: `\${aws_kms_key.other_6.key_id}` },
      },
    },
  },
  "support-cases": {
    data: { aws_kms_alias: { key_9: { name: "alias/orgwatch", provider } } },
    resource: {
      aws_sqs_queue: { queue_10: { name: "orgwatch-case-updates", provider } },
      aws_dynamodb_table: {
        cases_11: {
          name: "support-cases",
          deletion_protection_enabled: true,
          server_side_encryption: { kms_key_arn: `\${data.aws_kms_alias.key_9.target_key_arn}` },
          provider,
        },
      },
      aws_s3_bucket: { bucket_12: { bucket: "reports", lifecycle: { prevent_destroy: true }, provider } },
      aws_s3_bucket_policy: { policy_13: { bucket: `\${aws_s3_bucket.bucket_12.id}`, provider } },
    },
  },
};

/** The stack's JSON. Detectors of the configuration are imported by `infrasec-admin-global`. */
export function stackJson(name: string, { accounts, guardDuty, homeRegion: region }: OrgConfig) {
  const accountId = name === "org-root" ? accounts.management : accounts.infrasec;
  return {
    "//": { stack: name },
    ...(name === "infrasec-admin-global" && { import: Object.values(guardDuty.existingDetectors) }),
    provider: { aws: [{ alias: region, allowed_account_ids: [accountId], region }] },
    terraform: { backend: { s3: { bucket: `orgwatch-state-${accountId}`, key: `${name}.tfstate`, region } } },
    data: {},
    ...{ resource: {}, ...byStack[name] },
  };
}
