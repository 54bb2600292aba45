// The parts of an ARN that say where a target lives.

export type Arn = {
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All behind the account, e.g. `event-bus/orgwatch`. */
  readonly resource: string;
};

/** Missing parts are empty texts. */
export function readArn(arn: string): Arn {
  const [, , service = "", region = "", accountId = "", ...resource] = arn.split(":");
  return { service, region, accountId, resource: resource.join(":") };
}
