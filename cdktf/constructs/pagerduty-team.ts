// What a team has in PagerDuty: who is called in which order, a service, its integrations, and the extension that tells its Slack channel.
import { DataPagerdutySchedule } from "@cdktf/provider-pagerduty/lib/data-pagerduty-schedule";
import { EscalationPolicy } from "@cdktf/provider-pagerduty/lib/escalation-policy";
import { Extension } from "@cdktf/provider-pagerduty/lib/extension";
import { Service } from "@cdktf/provider-pagerduty/lib/service";
import { ServiceIntegration } from "@cdktf/provider-pagerduty/lib/service-integration";
import { pagerdutyName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import type { OnCall } from "../org-config";

export type PagerdutyTeamProps = {
  readonly team: string;
  readonly onCall: OnCall;
  /** PagerDuty's ids of the vendors of the integrations. */
  readonly vendors: { readonly guardduty: string; readonly cloudwatch: string };
  /** PagerDuty's id of the extension "Slack V2". */
  readonly slackSchema: string;
};

/** One service for a team, not one for each account. The schedule is the team's own, kept where people edit it. */
export class PagerdutyTeam extends Construct {
  readonly serviceId: string;
  /** For Events v2: what pagerduty-pager sends to. */
  readonly routingKey: string;
  /** For SNS: `https://events.pagerduty.com/integration/<key>/enqueue`. */
  readonly vendorKeys: { readonly guardduty: string; readonly cloudwatch: string };

  constructor(scope: Construct, id: string, { team, onCall, vendors, slackSchema }: PagerdutyTeamProps) {
    super(scope, id);
    const schedule = new DataPagerdutySchedule(this, "schedule", { name: onCall.schedule });
    const policy = new EscalationPolicy(this, "escalation", {
      name: pagerdutyName(team),
      description: `Who is called for Orgwatch's alerts of team ${team}`,
      numLoops: onCall.repeat,
      rule: [
        {
          escalationDelayInMinutes: onCall.escalateAfterMinutes,
          target: [{ type: "schedule_reference", id: schedule.id }],
        },
      ],
    });
    const service = new Service(this, "service", {
      name: pagerdutyName(team),
      description: `AWS security alerts of team ${team}`,
      escalationPolicy: policy.id,
      alertCreation: "create_alerts_and_incidents",
      // PagerDuty's four hours would resolve, unseen, what nobody has looked at.
      autoResolveTimeout: "null",
      acknowledgementTimeout: "null",
      // Critical and error wake people; warning and info wait for the morning.
      incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
    });
    this.serviceId = service.id;
    const integration = (name: string, by: { readonly vendor: string } | { readonly type: string }) =>
      new ServiceIntegration(this, name, { name: `Orgwatch ${name}`, service: service.id, ...by })
        .integrationKey;
    this.routingKey = integration("events-v2", { type: "events_api_v2_inbound_integration" });
    this.vendorKeys = {
      guardduty: integration("guardduty", { vendor: vendors.guardduty }),
      cloudwatch: integration("cloudwatch", { vendor: vendors.cloudwatch }),
    };
    new Extension(this, "slack", {
      name: pagerdutyName(team),
      extensionSchema: slackSchema,
      extensionObjects: [service.id],
      // Somebody authorises it by hand and chooses the channel (docs/manual-operations.md); Terraform must not undo that.
      lifecycle: { ignoreChanges: ["config"] },
    });
  }
}
