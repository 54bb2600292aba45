// Who may stand in a tag's value: people and roles that exist, and whoever launched the instance.
import type { PrincipalKind } from "@orgwatch/manifest/tag-policy";

/** What is known of an account's principals. Undefined: nobody could look, so that nothing follows from a name that is not found. */
export type Principals = {
  readonly iamUsers?: ReadonlySet<string> | undefined;
  readonly roles?: ReadonlySet<string> | undefined;
  /** Identity Center's user names and e-mail addresses. */
  readonly people?: ReadonlySet<string> | undefined;
  /** The name or the ARN of the principal that launched an instance; undefined when CloudTrail does not tell (any more). */
  readonly launcherOf?: ((instanceId: string) => string | undefined) | undefined;
};

/**
 * Whether a value names a principal of one of the kinds. `unproven`: it was not found, but not everywhere could be looked.
 * E-mail addresses and people's names are compared without regard to case, IAM's names exactly.
 */
export function principalProof(
  value: string,
  kinds: readonly PrincipalKind[],
  instanceId: string,
  principals: Principals,
): "known" | "unknown" | "unproven" {
  const proofs = kinds.map((kind) => proofOf(kind, value, instanceId, principals));
  if (proofs.includes("known")) return "known";
  return proofs.includes("unproven") ? "unproven" : "unknown";
}

function proofOf(kind: PrincipalKind, value: string, instanceId: string, principals: Principals) {
  if (kind === "launcher") {
    const launcher = principals.launcherOf?.(instanceId);
    if (launcher === undefined) return "unproven";
    return namesIn(launcher).some((name) => sameName(name, value, false)) ? "known" : "unknown";
  }
  const person = kind === "identity-center";
  const lists = person ? [principals.people] : [principals.iamUsers, principals.roles];
  if (lists.some((list) => list !== undefined && isIn(list, value, person))) return "known";
  return lists.includes(undefined) ? "unproven" : "unknown";
}

function isIn(names: ReadonlySet<string>, value: string, person: boolean): boolean {
  if (names.has(value)) return true;
  return (person || value.includes("@")) && inLowerCase(names).has(value.toLowerCase());
}

/** An organization has tens of thousands of people, and each of its instances asks for one: their names are lower-cased once. */
const lowerCased = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

function inLowerCase(names: ReadonlySet<string>): ReadonlySet<string> {
  const known = lowerCased.get(names) ?? new Set(Array.from(names, (name) => name.toLowerCase()));
  lowerCased.set(names, known);
  return known;
}

function sameName(name: string, value: string, person: boolean): boolean {
  if (name === value) return true;
  return (person || value.includes("@")) && name.toLowerCase() === value.toLowerCase();
}

/** An ARN's names: the user's, or the role's and its session's, which for people of Identity Center is their user name. */
function namesIn(launcher: string): string[] {
  if (!launcher.startsWith("arn:")) return [launcher];
  const [kind, ...path] = (launcher.split(":").at(5) ?? "").split("/");
  const named = kind === "assumed-role" ? path : path.slice(-1);
  return [launcher, ...(named.length > 0 ? named : [kind ?? ""])];
}
