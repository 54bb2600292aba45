// Links into the AWS console that open the very thing a message is about, in each partition's own console.
import { type Partition, partitionOfRegion } from "./partition";

/** The console's domain; the isolated partitions have none that is public. */
const consoleDomains: Partial<Readonly<Record<Partition, string>>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** What looks like a region. A region comes from outside and becomes part of a host name: nothing else may get there. */
const regionName = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/** A GuardDuty finding by id, as the finding's account or its administrator sees it. Undefined: no console for this region. */
export function guardDutyFindingLink(region: string, findingId: string): string | undefined {
  return regional(region, "guardduty/home", `/findings?macros=current&fId=${encodeURIComponent(findingId)}`);
}

/** A Security Hub finding by id. The console wants the filter encoded, and then the whole search encoded again. */
export function securityHubFindingLink(region: string, findingId: string): string | undefined {
  const filter = encodeURIComponent(`\\operator\\:EQUALS\\:${findingId}`);
  return regional(region, "securityhub/home", `/findings?search=${encodeURIComponent(`Id=${filter}`)}`);
}

/** A CloudWatch alarm by name. */
export function alarmLink(region: string, alarmName: string): string | undefined {
  return regional(region, "cloudwatch/home", `alarmsV2:alarm/${encodeURIComponent(alarmName)}`);
}

/** A CloudTrail event by its eventID; the record is there some minutes after the call, for 90 days. */
export function cloudTrailEventLink(region: string, eventId: string): string | undefined {
  return regional(region, "cloudtrailv2/home", `/events/${encodeURIComponent(eventId)}`);
}

/** A security group by its id, as the account that it belongs to sees it. */
export function securityGroupLink(region: string, groupId: string): string | undefined {
  return regional(region, "ec2/home", `SecurityGroup:groupId=${encodeURIComponent(groupId)}`);
}

/** The list of AWS Backup's jobs of one kind; the console has no stable address for a single job. */
export function backupJobsLink(region: string, kind: "backup" | "copy" | "restore"): string | undefined {
  return regional(region, "backup/home", `/jobs/${kind}`);
}

/** An object in S3, by bucket and key. */
export function s3ObjectLink(region: string, bucket: string, key: string): string | undefined {
  const host = hostOf(region);
  const place = `${encodeURIComponent(bucket)}?region=${region}&prefix=${encodeURIComponent(key)}`;
  return host && `https://${host}/s3/object/${place}`;
}

/** An AWS Health event by its ARN, in the account that it was sent to. `region` only chooses the partition. */
export function healthEventLink(region: string, eventArn: string): string | undefined {
  const event = `/health/home#/account/event-log?eventID=${encodeURIComponent(eventArn)}&eventTab=details`;
  return global(region, "health", event);
}

/** A support case by the number that people see (`displayId`). `region` only chooses the partition. */
export function supportCaseLink(region: string, displayId: string): string | undefined {
  return global(region, "support", `/support/home#/case/?displayId=${encodeURIComponent(displayId)}`);
}

function regional(region: string, service: string, fragment: string): string | undefined {
  const host = hostOf(region);
  return host && `https://${host}/${service}?region=${region}#${fragment}`;
}

/** Services without a region: a host of their own in `aws`, the partition's front door elsewhere. */
function global(region: string, service: string, path: string): string | undefined {
  const domain = domainOf(region);
  if (!domain) return undefined;
  return partitionOfRegion(region) === "aws"
    ? `https://${service}.${domain}${path}`
    : `https://${domain}${path}`;
}

function hostOf(region: string): string | undefined {
  const domain = domainOf(region);
  return domain && `${region}.${domain}`;
}

function domainOf(region: string): string | undefined {
  return regionName.test(region) ? consoleDomains[partitionOfRegion(region)] : undefined;
}
