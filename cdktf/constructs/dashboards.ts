// The two dashboards of CloudWatch, which are global: what happens now, generated from the manifests and from the alarms of all stacks.
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { lambdas, sweeps } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { Construct, type IConstruct } from "constructs";
import { bucketsOf } from "../buckets";
import { deployedLambdas } from "../deployed-lambdas";
import type { OrgConfig } from "../org-config";
import { homeFirst } from "../org-config-routing";
import type { Place } from "../place";
import { queueSources } from "../queue-sources";
import { alarmsOf } from "./dashboard-alarms";
import { overview } from "./dashboard-overview";
import { regionChoice, regionRows } from "./dashboard-regions";
import { placed, type Row } from "./dashboard-widgets";

export type DashboardsProps = {
  readonly config: OrgConfig;
  readonly home: Place;
  /** All stacks, which must be complete: their alarms are read, and no reference to another stack is made. */
  readonly stacks: readonly IConstruct[];
};

/** `orgwatch` for the whole, `orgwatch-regions` for what each region has to itself. */
export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, { config, home, stacks }: DashboardsProps) {
    super(scope, id);
    const deployed = deployedLambdas(lambdas, config);
    const names = deployed.map(({ name }) => name);
    const teams = config.teams.map(({ name }) => name);
    const sourcesOf = (lambda: LambdaManifest) =>
      queueSources(lambda, teams, home, bucketsOf(config)).map(({ name }) => name);
    const alarms = alarmsOf(stacks);
    const regions = homeFirst(config);
    // Any region but the home region has what all have; the home region has more.
    const plain = regions[1] ?? home.region;
    const inEach = deployed.filter(({ runsIn }) => runsIn === "each-region");
    this.dashboard("orgwatch", {
      widgets: placed(
        overview({
          home,
          regions,
          alarms,
          lambdas: deployed.filter((lambda) => !inEach.includes(lambda)),
          sweeps: sweeps.filter(({ plan }) => names.includes(plan)),
          sourcesOf,
        }),
      ),
    });
    const rows: readonly Row[] = regionRows({
      place: home,
      alarms: alarms.filter(({ region }) => region === plain),
      lambdas: inEach,
      sourcesOf,
    });
    this.dashboard("orgwatch-regions", {
      variables: [regionChoice(home.region, regions)],
      widgets: placed(rows),
    });
  }

  private dashboard(name: string, body: Readonly<Record<string, unknown>>): void {
    new CloudwatchDashboard(this, name, {
      dashboardName: name,
      dashboardBody: JSON.stringify({ start: "-PT24H", periodOverride: "inherit", ...body }),
    });
  }
}
