// A customer-managed key. AWS's own keys (alias/aws/sns, alias/aws/sqs) cannot be used by EventBridge and CloudWatch: they would drop
// what they deliver, silently.
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { accountArn, type Place, regionalArn } from "../place";
import { policyDocument, type Statement } from "../policy-document";

/** AWS services that write to encrypted topics and queues. */
export type DeliveringService = "events" | "cloudwatch" | "sns";

export type ServiceKeyProps = {
  readonly place: Place;
  /** Without `alias/`. */
  readonly alias: string;
  readonly description: string;
  readonly deliverers: readonly DeliveringService[];
  /** Accounts whose buckets tell queues of new files. */
  readonly bucketOwners?: readonly string[];
  /** The names of the log groups that it encrypts start with one of these. */
  readonly logGroupPrefixes?: readonly string[];
};

/** A key with yearly rotation that the account's IAM policies and the named services may use. */
export class ServiceKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "key", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(keyStatements(props)),
    });
    new KmsAlias(this, "alias", { name: `alias/${props.alias}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

/** The key's policy. `*` is the key itself: a key policy can name nothing else. */
export function keyStatements(props: ServiceKeyProps): readonly Statement[] {
  const { place } = props;
  const administration: Statement = {
    Sid: "AccountByItsOwnPolicies",
    Effect: "Allow",
    Principal: { AWS: accountArn(place) },
    Action: ["kms:*"],
    Resource: ["*"],
  };
  // IfExists: a service that sends no source account is let through. The alternative is a message that is lost without a trace.
  const deliver = (service: DeliveringService | "s3", accounts: string | readonly string[]): Statement => ({
    Sid: `Deliver${service}`,
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: ["*"],
    Condition: { StringEqualsIfExists: { "aws:SourceAccount": accounts } },
  });
  const { bucketOwners = [] } = props;
  const deliverers = [
    ...props.deliverers.map((service) => deliver(service, place.accountId)),
    ...(bucketOwners.length === 0 ? [] : [deliver("s3", bucketOwners)]),
  ];
  return [administration, ...deliverers, ...logStatements(props)];
}

function logStatements({ place, logGroupPrefixes = [] }: ServiceKeyProps): readonly Statement[] {
  if (logGroupPrefixes.length === 0) return [];
  const service = place.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return [
    {
      Sid: "Logs",
      Effect: "Allow",
      Principal: { Service: `logs.${place.region}.${service}` },
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: ["*"],
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": logGroupPrefixes.map((prefix) =>
            regionalArn(place, "logs", `log-group:${prefix}*`),
          ),
        },
      },
    },
  ];
}
