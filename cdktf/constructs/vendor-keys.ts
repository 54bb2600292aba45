// The integration keys that the stack `pagerduty` keeps in SSM, read when this stack is planned and applied.
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { integrationKeyName, parameterName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import type { OrgConfig } from "../org-config";
import type { VendorKeys } from "./sns-paging";

export type VendorKeyReadingProps = {
  readonly config: Pick<OrgConfig, "teams" | "defaultTeam">;
  /** The teams that have a service of their own. */
  readonly onCall: readonly string[];
};

/** Keys are the same in each region; they are read in the home region. A read value stays in the state of the stack that reads it. */
export class VendorKeyReading extends Construct {
  /** Each team's keys: its own, or the default team's. */
  readonly byTeam: ReadonlyMap<string, VendorKeys>;
  readonly ofDefaultTeam: VendorKeys;

  constructor(scope: Construct, id: string, { config, onCall }: VendorKeyReadingProps) {
    super(scope, id);
    const read = (team: string, vendor: keyof VendorKeys) =>
      new DataAwsSsmParameter(this, `${team}-${vendor}`, {
        name: parameterName("pagerduty", integrationKeyName(team, vendor)),
        withDecryption: true,
      }).value;
    const keysOf = (team: string): VendorKeys => ({
      guardduty: read(team, "guardduty"),
      cloudwatch: read(team, "cloudwatch"),
    });
    const ofDefaultTeam = keysOf(config.defaultTeam);
    this.ofDefaultTeam = ofDefaultTeam;
    this.byTeam = new Map(
      config.teams.map(({ name }) => [
        name,
        name !== config.defaultTeam && onCall.includes(name) ? keysOf(name) : ofDefaultTeam,
      ]),
    );
  }
}
