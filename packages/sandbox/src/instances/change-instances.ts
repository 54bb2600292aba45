// Stop, start and terminate as EC2 does it: either all of the instances or none, but for TerminateInstances, which goes zone by zone.
import { textsOf } from "../gateway/read-json";
import { Ec2Refused } from "../security-groups/ec2-refused";
import type { KnownInstance, MotoInstances } from "./moto-instances";

/** A change of some instances; answers the inner XML of EC2's answer. Throws Ec2Refused or MotoRefused. */
export type InstanceChange = (
  moto: MotoInstances,
  parameters: Readonly<Record<string, unknown>>,
) => Promise<string>;

/** Stops nothing when one cannot be stopped: terminated, protected against it, or a spot instance. */
export const stop: InstanceChange = async (moto, parameters) => {
  const instances = await found(moto, parameters);
  for (const { id, state, isSpot } of instances) {
    if (isOver(state))
      throw new Ec2Refused(
        "IncorrectInstanceState",
        `This instance '${id}' is not in a state from which it can be stopped.`,
      );
    if (isSpot)
      throw new Ec2Refused(
        "UnsupportedOperation",
        `You can't stop the Spot Instance '${id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`,
      );
    if (await moto.attribute(id, "disableApiStop")) throw notPermitted(id, "stopped", "disableApiStop");
  }
  return inner(await moto.act("StopInstances", idsOf(instances)));
};

/** Starts nothing when one cannot be started. */
export const start: InstanceChange = async (moto, parameters) => {
  const instances = await found(moto, parameters);
  const over = instances.find(({ state }) => isOver(state));
  if (over)
    throw new Ec2Refused(
      "IncorrectInstanceState",
      `The instance '${over.id}' is not in a state from which it can be started.`,
    );
  return inner(await moto.act("StartInstances", idsOf(instances)));
};

/**
 * Instances in zones without a protected one are terminated all the same, and then the call is refused:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html
 */
export const terminate: InstanceChange = async (moto, parameters) => {
  const instances = await found(moto, parameters);
  const safe: KnownInstance[] = [];
  for (const instance of instances) {
    const isProtected =
      !isOver(instance.state) && (await moto.attribute(instance.id, "disableApiTermination"));
    if (isProtected) safe.push(instance);
  }
  const zones = new Set(safe.map(({ zone }) => zone));
  const doomed = instances.filter(({ zone }) => !zones.has(zone));
  const answer = doomed.length > 0 ? await moto.act("TerminateInstances", idsOf(doomed)) : "";
  const [first] = safe;
  if (first) throw notPermitted(first.id, "terminated", "disableApiTermination");
  return inner(answer);
};

/** DeleteTags without tags deletes all that are not AWS's own, which moto takes for nothing to delete. */
export async function deleteAllTags(moto: MotoInstances, ids: readonly string[]): Promise<string> {
  for (const id of ids) {
    const answer = await moto.query({
      Action: "DescribeTags",
      "Filter.1.Name": "resource-id",
      "Filter.1.Value.1": id,
    });
    const keys = [...answer.matchAll(/<key>([^<]*)<\/key>/g)].map(([, key = ""]) => key);
    const own = keys.filter((key) => !key.startsWith("aws:"));
    const form = own.map((key, at) => [`Tag.${at + 1}.Key`, key]);
    if (own.length > 0)
      await moto.query({ Action: "DeleteTags", "ResourceId.1": id, ...Object.fromEntries(form) });
  }
  return "<return>true</return>";
}

/** The refusal of a key that only AWS may write; undefined when there is none among these. */
export function reservedKey(keys: readonly string[]): Ec2Refused | undefined {
  return keys.some((key) => key.toLowerCase().startsWith("aws:"))
    ? new Ec2Refused("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
    : undefined;
}

function found(
  moto: MotoInstances,
  parameters: Readonly<Record<string, unknown>>,
): Promise<readonly KnownInstance[]> {
  const ids = [...new Set(textsOf(parameters.InstanceId))];
  if (ids.length === 0)
    throw new Ec2Refused("MissingParameter", "The request must contain the parameter InstanceId");
  return moto.find(ids);
}

function isOver(state: string): boolean {
  return state === "terminated" || state === "shutting-down";
}

function notPermitted(id: string, what: string, attribute: string): Ec2Refused {
  return new Ec2Refused(
    "OperationNotPermitted",
    `The instance '${id}' may not be ${what}. Modify its '${attribute}' instance attribute and try again.`,
  );
}

function idsOf(instances: readonly KnownInstance[]): readonly string[] {
  return instances.map(({ id }) => id);
}

/** What is inside moto's answer, without the id of a request that nobody made. */
function inner(answer: string): string {
  return answer
    .replace(/^.*?<\w+Response[^>]*>/s, "")
    .replace(/<\/\w+Response>\s*$/, "")
    .replace(/<requestId>[^<]*<\/requestId>/, "");
}
