// Writes parameters and answers as CloudTrail does: lower camel case, EC2's lists under `items`, and nothing secret.
import { isRecord } from "../gateway/read-json";

const hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** `requestParameters`; null when there are none. */
export function requestShape(
  service: string,
  operation: string,
  parameters: Readonly<Record<string, unknown>>,
): unknown {
  const shaped = shape(parameters, service === "ec2");
  if (!isRecord(shaped) || Object.keys(shaped).length === 0) return null;
  // What people write to AWS Support is nobody else's business: the record has codes and ids only.
  if (service === "support") return withoutWords(shaped);
  // A parameter may be a SecureString, so CloudTrail never shows its value.
  return service === "ssm" && operation === "PutParameter" ? { ...shaped, value: hidden } : shaped;
}

function withoutWords(parameters: Readonly<Record<string, unknown>>): unknown {
  const words = new Set(["subject", "communicationBody", "ccEmailAddresses", "attachments"]);
  const kept = Object.entries(parameters).filter(([name]) => !words.has(name));
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

/** `responseElements`; null when the answer is empty. */
export function responseShape(service: string, answer: Readonly<Record<string, unknown>>): unknown {
  const shaped = shape(answer, service === "ec2");
  return isRecord(shaped) && Object.keys(shaped).length > 0 ? shaped : null;
}

function shape(value: unknown, isEc2: boolean): unknown {
  if (Array.isArray(value)) {
    const members = value.map((member) => shape(member, isEc2));
    return isEc2 ? { items: members } : members;
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const key = isEc2 && name === "return" ? "_return" : lowerCamel(name);
      if (left.test(key)) return [];
      if (secret.test(key) && member) return [[key, hidden] as const];
      return [
        [key, isEc2 && typeof member === "string" ? scalar(key, member) : shape(member, isEc2)] as const,
      ];
    }),
  );
}

/** Never shown at all, for size. */
const left = /^(zipFile|code|templateBody|responseMetadata|xmlns)$/;

const secret =
  /(password|passphrase|privatekey|plaintext|secret|(session|auth|access|refresh)token$|^value\w*binary|^environment$|authdata|credential(?!id)|userdata)/i;

/** EC2's calls and answers carry texts only; CloudTrail shows ports and booleans as what they are. */
function scalar(key: string, text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return key === "fromPort" || key === "toPort" ? Number(text) : text;
}

/** `IpPermissions` → `ipPermissions`, `ARN` → `aRN`, as CloudTrail does it. */
function lowerCamel(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
