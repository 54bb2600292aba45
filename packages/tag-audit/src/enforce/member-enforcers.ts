// EC2 in the accounts of the organization, for acts: looked at as `tag-auditor`, changed as `tag-enforcer`.
import { sts } from "@orgwatch/core/aws";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { credentialsIn, roleSessions } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";
import { ec2Enforcer } from "@orgwatch/core/tag-audit/ec2-enforcer";
import { ec2Clients } from "@orgwatch/core/tag-audit/ec2-instances";
import type { Enforcer } from "@orgwatch/core/tag-audit/enforce-instance";

/** The roles in every account; `manifest.ts` declares them. */
const [looks, acts] = ["tag-auditor", "tag-enforcer"];
/** More places than a process has at once; the oldest makes room. */
const mostPlaces = 100;

/** The enforcers of each account and region, with sessions that are kept while they last. `sessionName` is what CloudTrail shows. */
export function memberEnforcers(
  sessionName: string,
  now: () => Date,
): (accountId: string, region: string) => Enforcer {
  const session = roleSessions({ assumeRole: assumeRoleWith(sts()), sessionName: () => sessionName, now });
  const clientFor = ec2Clients();
  const places = new Map<string, Enforcer>();
  return (accountId, region) => {
    const place = `${accountId}/${region}`;
    const known = places.get(place);
    if (known) return known;
    const credentials = credentialsIn(session, partitionOfRegion(region));
    const as = (role: string) => clientFor(region, () => credentials(accountId, role));
    const enforcer = ec2Enforcer({ accountId, region, looker: as(looks), actor: as(acts) });
    const [oldest] = places.keys();
    if (oldest !== undefined && places.size >= mostPlaces) places.delete(oldest);
    places.set(place, enforcer);
    return enforcer;
  };
}
