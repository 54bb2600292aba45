// What a check is, and what it may look at.
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import { inParallel } from "@orgwatch/core/concurrency";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { PagerdutyRest } from "../manual-ops/check/pagerduty-rest";
import type { SlackWeb } from "../manual-ops/check/slack-web";
import type { DoctorAccount } from "./account-facts";
import type { Deployment } from "./deployment";
import { type Found, unknown } from "./finding";

/** The two accounts of the configuration. */
export type Owner = keyof OrgConfig["accounts"];

/** Which half of the checks: what must hold before anything is deployed, and what holds only afterwards. */
export type When = "before" | "after";

/** Everything that checks look at. */
export type World = {
  /** Which checks run; some say nothing of what others tell better. */
  readonly asked: readonly When[];
  readonly config: OrgConfig;
  /** The watched regions, the home region first; or those of them that were asked for. */
  readonly regions: readonly string[];
  /** @throws Error when nobody has signed in there; checks that `needs` it are not run then. */
  readonly account: (owner: Owner) => DoctorAccount;
  /** The lambdas that the configuration wants. */
  readonly lambdas: readonly LambdaManifest[];
  /** All lambdas that there are. */
  readonly allLambdas: readonly LambdaManifest[];
  /** What Terraform makes of the configuration; empty before a deployment. */
  readonly deployment: Deployment;
  readonly slack: SlackWeb;
  readonly slackScopes: () => Promise<readonly string[]>;
  readonly pagerduty: PagerdutyRest;
  readonly pagerdutySchedules: (token: string) => Promise<readonly string[]>;
  /** What the environment has; SSM is asked without it. */
  readonly pagerdutyToken: string | undefined;
  /** The role by which the management account looks into members. */
  readonly memberRole: string;
  readonly now: Date;
  /** In which times are told, with UTC beside. */
  readonly timeZone: string;
};

/**
 * A check as data. `what` says what holds when it finds nothing. `always` belongs to both halves. `look` may reject, which is an unknown. `deep` ones look into each account, and
 * only when asked to.
 */
export type Check = {
  readonly id: string;
  readonly when: When | "always";
  readonly what: string;
  readonly needs: readonly Owner[];
  readonly deep?: true;
  readonly look: (world: World) => Promise<readonly Found[]>;
};

const regionsAtATime = 4;

/** Looks at each region; one that cannot be asked hides no other. */
export async function inEachRegion(
  regions: readonly string[],
  look: (region: string) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found = await inParallel(regions, regionsAtATime, async (region) => {
    try {
      return await look(region);
    } catch (error) {
      return [unknown(region, error)];
    }
  });
  return found.flat();
}
