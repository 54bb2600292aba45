// What people have not been told yet about a case, given what they were told last.
import { isGraver } from "@orgwatch/core/severity";
import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import { severityOf } from "./severity-words";

/** What was told last: how the case was, and up to which communication (`ids` are those of that very time). */
export type Told = {
  readonly readAt: string;
  readonly status: string;
  readonly severityCode: string;
  readonly until: string;
  readonly ids: readonly string[];
};

export type Reply =
  | {
      readonly about: "communication";
      readonly communication: Communication;
      readonly by: "AWS" | "customer";
    }
  | { readonly about: "severity"; readonly from: string; readonly to: string }
  | { readonly about: "resolved" }
  | { readonly about: "reopened" };

/** `message`: whether the case's message has to be drawn again; `replies` in the order in which they belong into its thread. */
export type News = { readonly message: boolean; readonly replies: readonly Reply[]; readonly told: Told };

/** A case whose last activity is older at first sight is no news: the first sweep of an organization must not flood its channels. */
const newsForMs = 7 * 24 * 3600_000;
/** At first sight a long conversation is told by its end. */
const repliesAtFirst = 10;
const resolved = "resolved";

/** Whether a case is too quiet to be news by itself: only a change in it is. */
export function isQuiet({ lastActivityAt }: Pick<SupportCase, "lastActivityAt">, now: Date): boolean {
  return lastActivityAt < oldestNews(now);
}

function oldestNews(now: Date): string {
  return new Date(now.getTime() - newsForMs).toISOString();
}

/**
 * The news in the newest read of a case (communications oldest first); undefined when there is nothing to tell. `changed`: it was read
 * because something happened to it, and not because it was found.
 */
export function newsOf(
  supportCase: SupportCase,
  communications: readonly Communication[],
  told: Told | undefined,
  { now, changed }: { readonly now: Date; readonly changed: boolean },
): News | undefined {
  const next = toldBy(supportCase, communications);
  if (told === undefined) {
    if (isQuiet(supportCase, now) && !changed) return undefined;
    const oldest = oldestNews(now);
    const recent = repliesOf(communications, (one) => one.timeCreated >= oldest);
    return { message: true, replies: recent.slice(-repliesAtFirst), told: next };
  }
  // A read that began earlier than what was told: somebody told the newer state already.
  if (supportCase.readAt <= told.readAt) return undefined;
  const isNew = ({ timeCreated, id }: Communication) =>
    timeCreated > told.until || (timeCreated === told.until && !told.ids.includes(id));
  return {
    message: supportCase.status !== told.status || supportCase.severityCode !== told.severityCode,
    replies: [...repliesOf(communications, isNew), ...changesOf(supportCase, told)],
    told: next.until < told.until ? { ...next, until: told.until, ids: told.ids } : next,
  };
}

/** An entry of AWS names no e-mail address: a customer who calls a role «Amazon Web Services» still has one. */
export function isFromAws({ submittedBy }: Communication): boolean {
  return (
    submittedBy !== undefined &&
    /^(Amazon Web Services|AWS)\b/.test(submittedBy) &&
    !submittedBy.includes("@")
  );
}

/** The customer's first communication is the case itself, and no reply. */
function repliesOf(
  communications: readonly Communication[],
  isNew: (communication: Communication) => boolean,
): Reply[] {
  return communications
    .filter((one, index) => (index > 0 || isFromAws(one)) && isNew(one))
    .map((communication) => ({
      about: "communication",
      communication,
      by: isFromAws(communication) ? "AWS" : "customer",
    }));
}

/** A rise to a graver band is not among them: the delivery of the message tells it, also in the graver band's own channel. */
function changesOf({ status, severityCode }: SupportCase, told: Told): Reply[] {
  const rises = isGraver(severityOf(severityCode).band, severityOf(told.severityCode).band);
  const changed = severityCode !== told.severityCode && !rises;
  return [
    ...(changed ? [{ about: "severity", from: told.severityCode, to: severityCode } as const] : []),
    ...(status === resolved && told.status !== resolved ? [{ about: "resolved" } as const] : []),
    ...(status !== resolved && told.status === resolved ? [{ about: "reopened" } as const] : []),
  ];
}

function toldBy(
  { readAt, status, severityCode, timeCreated }: SupportCase,
  communications: readonly Communication[],
): Told {
  const until = communications.at(-1)?.timeCreated ?? timeCreated;
  const ids = communications.filter((one) => one.timeCreated === until).map(({ id }) => id);
  return { readAt, status, severityCode, until, ids };
}
