// How CloudTrail writes the calls that change security groups. They come in two styles: the older ones with every list of a permission,
// in lower camel case; the newer ones wrapped, with the API's own names and each list's members side by side.
import { isRecord, textOf } from "../gateway/read-json";

type Members = Readonly<Record<string, unknown>>;

/** True for the calls whose records are written here. These are recorded also when they fail. */
export function isSecurityGroupCall(service: string, operation: string): boolean {
  return service === "ec2" && (older.has(operation) || newer.has(operation));
}

const older = new Set([
  "AuthorizeSecurityGroupEgress",
  "AuthorizeSecurityGroupIngress",
  "CreateSecurityGroup",
  "DeleteSecurityGroup",
  "RevokeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
]);
const newer = new Set([
  "ModifySecurityGroupRules",
  "UpdateSecurityGroupRuleDescriptionsEgress",
  "UpdateSecurityGroupRuleDescriptionsIngress",
]);

/** `requestParameters` of such a call. */
export function groupRequest(operation: string, parameters: Members): Members {
  if (newer.has(operation)) return { [`${operation}Request`]: wrapped(parameters) };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => requestMember(name, value)));
}

/** `responseElements` of such a call that succeeded. */
export function groupResponse(operation: string, answer: Members, requestId: string): Members {
  if (newer.has(operation)) {
    const xmlns = "http://ec2.amazonaws.com/doc/2016-11-15/";
    return { [`${operation}Response`]: { xmlns, requestId, return: true } };
  }
  const { return: _, xmlns: __, ...members } = answer;
  return { requestId, _return: true, ...answerMembers(members) };
}

function requestMember(name: string, value: unknown): readonly [string, unknown] {
  switch (name) {
    case "IpPermissions":
      return ["ipPermissions", items(value, permission)];
    case "SecurityGroupRuleId":
      return [
        "securityGroupRuleIds",
        { items: listOf(value).map((securityGroupRuleId) => ({ securityGroupRuleId })) },
      ];
    case "TagSpecification":
      return ["tagSpecificationSet", items(value, tagSpecification)];
    case "DryRun":
      return ["dryRun", value === "true"];
    default:
      return [lowerCamel(name), scalar(name, value)];
  }
}

function permission(member: Members): Members {
  const { IpRanges, Ipv6Ranges, PrefixListIds, Groups, ...rest } = member;
  return {
    ...lowered(rest),
    groups: items(Groups, lowered),
    ipRanges: items(IpRanges, lowered),
    ipv6Ranges: items(Ipv6Ranges, lowered),
    prefixListIds: items(PrefixListIds, lowered),
  };
}

function tagSpecification({ ResourceType, Tag }: Members): Members {
  return { resourceType: ResourceType, tags: listOf(Tag).filter(isRecord).map(lowered) };
}

/** An empty list has no `items`. */
function items(list: unknown, write: (member: Members) => Members): Members {
  const members = listOf(list).filter(isRecord);
  return members.length > 0 ? { items: members.map(write) } : {};
}

function lowered(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [lowerCamel(name), scalar(name, value)]),
  );
}

/** Each member of a list tells its place in it; a list of one stands there without brackets. */
function wrapped(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      if (isRecord(value)) return [name, wrapped(value)];
      if (!Array.isArray(value)) return [name, scalar(name, value)];
      const tagged = value.map((member: unknown, at) =>
        isRecord(member) ? { ...wrapped(member), tag: at + 1 } : { content: member, tag: at + 1 },
      );
      return [name, tagged.length === 1 ? tagged[0] : tagged];
    }),
  );
}

function answerMembers(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      if (Array.isArray(value)) return [name, items(value, answerMembers)];
      return [name, isRecord(value) ? answerMembers(value) : scalar(name, value)];
    }),
  );
}

/** EC2's calls and answers carry texts only; CloudTrail shows ports and booleans as what they are. */
function scalar(name: string, value: unknown): unknown {
  const text = textOf(value);
  if (text === undefined) return value;
  if (/^(from|to)port$/i.test(name)) return Number(text);
  return /^(isEgress|DryRun)$/.test(name) ? text === "true" : text;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function lowerCamel(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
