// Whether EventBridge hears what people do: an account's calls and sign-ins reach it only where a trail records them.
import { bestTrail, lacksOf, type TrailLack } from "../init/organization-trail";
import { cleanLine } from "../terminal";
import type { World } from "./check";
import { broken, type Found } from "./finding";

const lost = "root use, changes of security groups and findings that people archive may go unheard";

/** For events there is no command: put-event-selectors replaces the trail's other selectors as well. */
const mends: Readonly<Record<TrailLack["kind"], (of: { name: string; region: string }) => string>> = {
  off: ({ name, region }) =>
    `in the management account: aws cloudtrail start-logging --region ${region} --name ${name}`,
  "one-region": ({ name, region }) =>
    `in the management account: aws cloudtrail update-trail --region ${region} --name ${name} --is-multi-region-trail`,
  events: () =>
    "in the management account's CloudTrail console, at this trail: Management events, Read and Write",
};

/** The same trail that `orgwatch init` names, and each thing that it lacks. */
export async function checkTrail(world: World): Promise<readonly Found[]> {
  const { homeRegion, organization } = world.config;
  const trail = bestTrail(await world.account("management").caller.organizationTrails(homeRegion));
  if (trail === undefined)
    return [
      broken(
        `organization ${organization.id}`,
        `no trail of it is seen in ${homeRegion}: ${lost}`,
        "make one for the organization, in all regions, with management events (docs/manual-operations.md, organization-trail)",
      ),
    ];
  const [name, region] = [cleanLine(trail.name, 128), cleanLine(trail.homeRegion, 30)];
  return lacksOf(trail).map(({ kind, what }) =>
    broken(`${region} trail ${name}`, `${what}: ${lost}`, mends[kind]({ name, region })),
  );
}
