// Who people are in Slack: their e-mail addresses, and the members of user groups. Kept for some minutes, because many press at once.
import * as z from "zod/mini";
import { callSlack, parseAnswer, type SlackCallOptions } from "./call-slack";
import { SlackRefused } from "./slack-errors";

/** `hidden`: the app may not see it, because its token has not this scope. `none`: Slack knows of none. */
export type Email =
  | { readonly kind: "known"; readonly address: string }
  | { readonly kind: "hidden"; readonly scope: string }
  | { readonly kind: "none" };

/** Both throw SlackBusy or SlackUnclear (both TryLater) while Slack does not answer, and SlackRefused when it refuses. */
export type SlackPeople = {
  readonly emailOf: (userId: string) => Promise<Email>;
  /** The ids of a user group's members. */
  readonly membersOf: (userGroupId: string) => Promise<readonly string[]>;
};

const emailScope = "users:read.email";
const userShape = z.object({
  user: z.object({ profile: z.optional(z.object({ email: z.nullish(z.string()) })) }),
});
const membersShape = z.object({ users: z.array(z.string()) });

const keepMs = 5 * 60_000;
const mostKept = 1000;

/** People by Slack's Web API. */
export function slackPeople({ now, ...slack }: SlackCallOptions & { readonly now: () => Date }): SlackPeople {
  return {
    emailOf: kept((user) => readEmail(slack, user), now),
    membersOf: kept(async (usergroup) => {
      const { answer } = await callSlack(slack, "usergroups.users.list", { usergroup });
      return parseAnswer(membersShape, answer).users;
    }, now),
  };
}

async function readEmail(slack: SlackCallOptions, user: string): Promise<Email> {
  try {
    const { answer, scopes } = await callSlack(slack, "users.info", { user });
    const address = parseAnswer(userShape, answer).user.profile?.email;
    if (address) return { kind: "known", address };
    // Without the scope Slack leaves the field out and says nothing.
    const isHidden = scopes !== undefined && !scopes.includes(emailScope);
    return isHidden ? { kind: "hidden", scope: emailScope } : { kind: "none" };
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    // Slack gives users:read.email only together with users:read.
    if (error.code === "missing_scope") return { kind: "hidden", scope: emailScope };
    if (error.code === "user_not_found" || error.code === "user_not_visible") return { kind: "none" };
    throw error;
  }
}

/** Remembers answers; those who ask at the same time share one call, and a failure is not remembered. */
function kept<Answer>(
  ask: (id: string) => Promise<Answer>,
  now: () => Date,
): (id: string) => Promise<Answer> {
  const known = new Map<string, { readonly answer: Promise<Answer>; readonly until: number }>();
  return (id) => {
    const entry = known.get(id);
    if (entry && entry.until > now().getTime()) return entry.answer;
    if (known.size >= mostKept) known.clear();
    const answer = ask(id);
    const fresh = { answer, until: now().getTime() + keepMs };
    known.set(id, fresh);
    answer.catch(() => {
      if (known.get(id) === fresh) known.delete(id);
    });
    return answer;
  };
}
