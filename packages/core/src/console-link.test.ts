import {
  alarmLink,
  backupJobsLink,
  cloudTrailEventLink,
  guardDutyFindingLink,
  healthEventLink,
  s3ObjectLink,
  securityGroupLink,
  securityHubFindingLink,
  supportCaseLink,
} from "./console-link";

const finding = "1ab92989eaf0e742df4a014d5d8d58e2";
const healthArn = "arn:aws:health:us-east-1::event/EC2/AWS_EC2_ISSUE/AWS_EC2_ISSUE_1";

it("opens a GuardDuty finding in the console of each partition", () => {
  expect(
    ["us-west-2", "us-gov-west-1", "cn-north-1"].map((region) => guardDutyFindingLink(region, finding)),
  ).toEqual([
    `https://us-west-2.console.aws.amazon.com/guardduty/home?region=us-west-2#/findings?macros=current&fId=${finding}`,
    `https://us-gov-west-1.console.amazonaws-us-gov.com/guardduty/home?region=us-gov-west-1#/findings?macros=current&fId=${finding}`,
    `https://cn-north-1.console.amazonaws.cn/guardduty/home?region=cn-north-1#/findings?macros=current&fId=${finding}`,
  ]);
});

it("encodes a Security Hub finding's id twice, so that two decodings give the console's filter", () => {
  const link = securityHubFindingLink("eu-west-1", "arn:aws:securityhub:eu-west-1:111122223333:finding/a b");
  expect(link).toBe(
    "https://eu-west-1.console.aws.amazon.com/securityhub/home?region=eu-west-1#/findings?search=Id%3D%255Coperator%255C%253AEQUALS" +
      "%255C%253Aarn%253Aaws%253Asecurityhub%253Aeu-west-1%253A111122223333%253Afinding%252Fa%2520b",
  );
  const search = decodeURIComponent(link?.split("search=")[1] ?? "");
  expect(decodeURIComponent(search)).toBe(
    "Id=\\operator\\:EQUALS\\:arn:aws:securityhub:eu-west-1:111122223333:finding/a b",
  );
});

it("opens alarms, CloudTrail events, security groups, backup jobs and S3 objects in their region", () => {
  expect([
    alarmLink("us-east-1", "orders / 5xx & more"),
    cloudTrailEventLink("us-gov-east-1", "e-1"),
    securityGroupLink("cn-north-1", "sg-0a1"),
    backupJobsLink("us-east-1", "restore"),
    s3ObjectLink("cn-north-1", "uploads", "in/a&b#c.exe"),
  ]).toEqual([
    "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/orders%20%2F%205xx%20%26%20more",
    "https://us-gov-east-1.console.amazonaws-us-gov.com/cloudtrailv2/home?region=us-gov-east-1#/events/e-1",
    "https://cn-north-1.console.amazonaws.cn/ec2/home?region=cn-north-1#SecurityGroup:groupId=sg-0a1",
    "https://us-east-1.console.aws.amazon.com/backup/home?region=us-east-1#/jobs/restore",
    "https://cn-north-1.console.amazonaws.cn/s3/object/uploads?region=cn-north-1&prefix=in%2Fa%26b%23c.exe",
  ]);
});

it("opens health events and support cases, which have no region", () => {
  const event =
    "arn%3Aaws%3Ahealth%3Aus-east-1%3A%3Aevent%2FEC2%2FAWS_EC2_ISSUE%2FAWS_EC2_ISSUE_1&eventTab=details";
  expect([
    healthEventLink("us-east-1", healthArn),
    healthEventLink("us-gov-west-1", healthArn),
    supportCaseLink("us-east-1", "1234563851"),
    supportCaseLink("cn-north-1", "1234563851"),
  ]).toEqual([
    `https://health.console.aws.amazon.com/health/home#/account/event-log?eventID=${event}`,
    `https://console.amazonaws-us-gov.com/health/home#/account/event-log?eventID=${event}`,
    "https://support.console.aws.amazon.com/support/home#/case/?displayId=1234563851",
    "https://console.amazonaws.cn/support/home#/case/?displayId=1234563851",
  ]);
});

it("makes no link to another host, whatever calls itself a region", () => {
  const regions = ["evil.example/", "us-east-1.evil.example#", "", "us-east-1\n", "us-iso-east-1"];
  expect(regions.map((region) => guardDutyFindingLink(region, finding))).toEqual(Array(5).fill(undefined));
  expect(regions.map((region) => supportCaseLink(region, "1"))).toEqual(Array(5).fill(undefined));
});
