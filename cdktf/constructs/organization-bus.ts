// The bus in the home region onto which every account of the organization forwards.
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { busName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import { busArn, type Place } from "../place";
import { policyDocument, type Statement } from "../policy-document";
import type { BusReference } from "./event-rule";

export type OrganizationBusProps = {
  readonly place: Place;
  readonly organizationId: string;
  /** What may come in. */
  readonly detailTypes: readonly string[];
};

/** Only accounts of the organization, only AWS's own events, only the kinds that the member baseline forwards. */
export class OrganizationBus extends Construct {
  readonly reference: BusReference;

  constructor(scope: Construct, id: string, props: OrganizationBusProps) {
    super(scope, id);
    const bus = new CloudwatchEventBus(this, "bus", { name: busName });
    new CloudwatchEventBusPolicy(this, "policy", {
      eventBusName: bus.name,
      policy: policyDocument(busStatements(props)),
    });
    this.reference = { name: busName, madeBy: bus };
  }
}

/**
 * `events:source` and `events:detail-type` hold one value per event of a call. ForAllValues asks it of every one of them, and lets a
 * call through that carries neither key.
 */
export function busStatements({
  place,
  organizationId,
  detailTypes,
}: OrganizationBusProps): readonly Statement[] {
  return [
    {
      Sid: "OrganizationForwards",
      Effect: "Allow",
      Principal: "*",
      Action: ["events:PutEvents"],
      Resource: [busArn(place, busName)],
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": organizationId },
        "ForAllValues:StringLike": { "events:source": "aws.*" },
        "ForAllValues:StringEquals": { "events:detail-type": detailTypes },
      },
    },
  ];
}
