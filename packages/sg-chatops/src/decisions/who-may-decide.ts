// Who may say Keep or Deny about a change: those on the list, and not whoever made the change.
import type { Change, Decision } from "@orgwatch/core/security-groups/change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import { SlackRefused } from "@orgwatch/core/slack/slack-errors";
import type { SlackPeople } from "@orgwatch/core/slack/slack-people";
import { decidersWords } from "./private-words";
import { isNamed, isPrincipal, personalNames } from "./same-person";

/** Whoever decides, and by which way. By the command line their id is the caller's ARN. */
export type Decider = Pick<Decision, "by" | "via">;

/** `words` are for the person who may not. */
export type Permission = { readonly may: true } | { readonly may: false; readonly words: string };

const yes: Permission = { may: true };
const no = (words: string): Permission => ({ may: false, words });

const ownWords = "This change is your own. Somebody else has to decide about it.";

/**
 * Whether they may. The command line asks IAM who may use it, so only one's own changes are refused there; the policy may always.
 * @throws TryLater while Slack does not say who somebody is.
 */
export async function mayDecide(
  { by: { id }, via }: Decider,
  { author }: Pick<Change, "author">,
  { deciders, ownChanges }: Pick<Policy, "deciders" | "ownChanges">,
  people: SlackPeople,
): Promise<Permission> {
  if (via === "policy") return yes;
  if (via === "cli") return ownChanges === "refused" && isPrincipal(id, author) ? no(ownWords) : yes;
  const listed = await isListed(id, deciders, people);
  if (!listed.may || ownChanges === "allowed") return listed;
  return isNotAuthor(id, personalNames(author), people);
}

async function isListed(id: string, deciders: Policy["deciders"], people: SlackPeople): Promise<Permission> {
  if (deciders.users.includes(id)) return yes;
  let reason: string | undefined;
  for (const group of deciders.userGroups) {
    try {
      if ((await people.membersOf(group)).includes(id)) return yes;
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
      reason = error.message;
    }
  }
  if (reason === undefined) return no(decidersWords(deciders));
  return no(
    `Slack does not tell Orgwatch who is in the user groups that may decide: ${reason}. The app needs the scope \`usergroups:read\`. ` +
      decidersWords(deciders),
  );
}

async function isNotAuthor(id: string, names: readonly string[], people: SlackPeople): Promise<Permission> {
  if (names.length === 0) return yes;
  const email = await people.emailOf(id).catch((error: unknown) => {
    if (!(error instanceof SlackRefused)) throw error;
    return { kind: "refused", reason: error.message } as const;
  });
  switch (email.kind) {
    case "known":
      return isNamed(names, email.address) ? no(ownWords) : yes;
    case "refused":
      return no(
        `Orgwatch cannot tell whether this change is your own: Slack does not say who you are (${email.reason}). Nothing has happened.`,
      );
    case "hidden":
      return no(
        `Orgwatch cannot tell whether this change is your own: the Slack app has not the scope \`${email.scope}\`. Nothing has happened.`,
      );
    case "none":
      return no(
        "Orgwatch cannot tell whether this change is your own: Slack knows no e-mail address of you, " +
          "or the app has not the scope `users:read.email`. Nothing has happened.",
      );
  }
}
