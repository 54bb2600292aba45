// Whether somebody is the author of a change: Slack knows an e-mail address, AWS a session's or a user's name.
import type { Author } from "@orgwatch/core/security-groups/change";

/**
 * The names by which an author may be a person. None for root and for services, which are nobody, and for sessions that programs name: what an
 * instance or a pipeline did has no author in Slack.
 */
export function personalNames({ kind, name, session }: Author): readonly string[] {
  switch (kind) {
    case "root":
    case "service":
      return [];
    case "user":
      return [name];
    case "role":
      return session === undefined || madeByProgram.test(session) ? [] : [session];
    default:
      return [session, name].filter((one): one is string => one !== undefined && !madeByProgram.test(one));
  }
}

/** Instance ids, what SDKs call sessions that nobody named, and plain numbers or hashes. */
const madeByProgram =
  /^(i-[0-9a-f]{8,}|botocore-session-\d+|aws-[a-z-]+\d+|[\d.-]+|[0-9a-f]{32,}|session-?\d*)$/i;

/** Whether one of the names is the e-mail address, or its part before the @. */
export function isNamed(names: readonly string[], email: string): boolean {
  const address = email.trim().toLowerCase();
  const local = address.slice(0, Math.max(address.lastIndexOf("@"), 0)) || address;
  return names.some((name) => [address, local].includes(name.trim().toLowerCase()));
}

/** Whether a principal (its ARN) is the author: the same one, or a person of the same name in another account or role. */
export function isPrincipal(arn: string, author: Author): boolean {
  if (author.arn !== undefined && author.arn === arn) return true;
  const last = arn.split("/").at(-1) ?? arn;
  if (last === arn) return false;
  return personalNames(author).some((name) => isNamed([name], last) || isNamed([last], name));
}
