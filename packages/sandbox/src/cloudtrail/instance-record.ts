// The requests of EC2's calls about instances as CloudTrail writes them down: ids in sets, and tags too.
import { isRecord, textOf, textsOf } from "../gateway/read-json";

type Parameters = Readonly<Record<string, unknown>>;

/** True for the calls whose request CloudTrail writes in a form of its own. */
export function isInstanceCall(service: string, operation: string): boolean {
  return (
    service === "ec2" && /^((Reboot|Start|Stop|Terminate)Instances|(Create|Delete)Tags)$/.test(operation)
  );
}

/** `requestParameters` of such a call. */
export function instanceRequest(operation: string, parameters: Parameters): Parameters {
  if (!operation.endsWith("Tags"))
    return { instancesSet: itemsOf("instanceId", textsOf(parameters.InstanceId)) };
  const { Tag } = parameters;
  const tags = (Array.isArray(Tag) ? Tag.filter(isRecord) : []).map(({ Key, Value }) => ({
    key: textOf(Key) ?? "",
    ...(Value !== undefined && { value: textOf(Value) ?? "" }),
  }));
  const resourcesSet = itemsOf("resourceId", textsOf(parameters.ResourceId));
  return { resourcesSet, tagSet: { items: tags } };
}

function itemsOf(name: string, ids: readonly string[]): Parameters {
  return { items: ids.map((id) => ({ [name]: id })) };
}
