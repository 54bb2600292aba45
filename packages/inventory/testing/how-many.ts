// How many resources there are of each kind: a few regions that an account works in, and what AWS puts into all the others.
import type { Kind } from "../kinds/kind";
import type { HowMany } from "./simulated-resources";

/** What every account has in every region, used or not. */
const alwaysThere: Readonly<Record<string, number>> = {
  "ec2/vpc": 1,
  "ec2/subnet": 3,
  "ec2/security-group": 1,
  "ec2/network-acl": 1,
  "ec2/route-table": 1,
  "ec2/internet-gateway": 1,
  "ec2/dhcp-options": 1,
  "ec2/prefix-list": 2,
  "athena/workgroup": 1,
  "athena/datacatalog": 1,
  "events/event-bus": 1,
  "guardduty/detector": 1,
  "config/recorder": 1,
  "config/delivery-channel": 1,
  "cloudtrail/trail": 1,
  "kms/key": 1,
  "kms/alias": 3,
  "xray/sampling-rule": 1,
};
/** Of which there is one. */
const single: ReadonlySet<string> = new Set([
  ...["iam/password-policy", "iam/account-summary", "organizations/organization"],
  ...["securityhub/hub", "xray/encryption-config"],
]);
/** Of what accounts have hundreds where they work. */
const many: Readonly<Record<string, number>> = {
  "ec2/snapshot": 210,
  "ec2/network-interface": 120,
  "logs/log-group": 150,
  "ssm/parameter": 110,
  "iam/role": 130,
};

/**
 * Every eighth region is one that the account works in (which ones differs from account to account): there most kinds have up to seven resources
 * and some have hundreds. `global` is worked in everywhere.
 */
export function plausibly(regions: readonly string[]): HowMany {
  const indexOf = new Map(regions.map((region, index) => [region, index]));
  return (kind: Kind, account, region) => {
    if (single.has(kind.kind)) return 1;
    const index = indexOf.get(region);
    const isBusy = index === undefined || (index + Number(account)) % 8 === 0;
    const isUsed = kind.service !== "sesv2" || Number(account) % 4 === 0;
    if (!isBusy || !isUsed) return alwaysThere[kind.kind] ?? 0;
    return Math.max(alwaysThere[kind.kind] ?? 0, many[kind.kind] ?? few(kind.kind));
  };
}

/** 0 to 7, by the letters of the kind; every third has none. */
function few(kind: string): number {
  const sum = [...kind].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 10_007, 7);
  return sum % 3 === 0 ? 0 : sum % 8;
}
