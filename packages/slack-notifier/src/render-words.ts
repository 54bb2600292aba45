// The words and signs for how grave something is, and for who and when; used in every part of a message.

import type { Notice, Weight } from "@orgwatch/core/notice/notice";
import { safeLine } from "@orgwatch/core/slack-text";

/** Whom a message is about and for. `occurrences` is how often Orgwatch was told of it, when that is more than once. */
export type RenderContext = {
  readonly account?: { readonly id: string; readonly name: string };
  readonly team: string;
  /** Whether somebody answers when a button is pressed. */
  readonly buttons?: boolean;
  readonly occurrences?: number;
};

type BandWord = { readonly sign: string; readonly word: string; readonly shout: string };

/** The sign is never alone: the word says it to those who do not see colours. Critical stands out by its capitals. */
const bands: Readonly<Record<Weight["band"], BandWord>> = {
  critical: { sign: "🚨", word: "Critical", shout: "CRITICAL" },
  high: { sign: "🔴", word: "High", shout: "HIGH" },
  medium: { sign: "🟠", word: "Medium", shout: "MEDIUM" },
  low: { sign: "🟡", word: "Low", shout: "LOW" },
  info: { sign: "🔵", word: "Info", shout: "INFO" },
  ok: { sign: "🟢", word: "OK", shout: "OK" },
};

/** The sign of a band. */
export function signOf({ band }: Weight): string {
  return bands[band].sign;
}

/** «High 8.0», «Critical 9.1», «Info» */
export function severityWords({ band, score }: Weight): string {
  return score === undefined ? bands[band].word : `${bands[band].word} ${score.toFixed(1)}`;
}

/** «HIGH 8.0»: for the one line that a phone shows. */
export function severityShout({ band, score }: Weight): string {
  return score === undefined ? bands[band].shout : `${bands[band].shout} ${score.toFixed(1)}`;
}

/** «payments (111122223333)», escaped; the id alone for an unknown account; undefined for a notice about none. */
export function accountWords(notice: Notice, { account }: RenderContext): string | undefined {
  const id = account?.id ?? notice.accountId;
  if (account === undefined) return id === undefined ? undefined : safeLine(id, 40);
  return `${safeLine(account.name, 80)} (${safeLine(account.id, 40)})`;
}

/** «in payments (111122223333): EC2 instance …, us-west-2», escaped. */
export function subjectLine(notice: Notice, context: RenderContext): string {
  const account = accountWords(notice, context);
  const region = notice.region === undefined ? "" : `, ${safeLine(notice.region, 40)}`;
  return `${account === undefined ? "" : `in ${account}: `}${safeLine(notice.headline, 600)}${region}`;
}
