// A Slack button in an actions block: how it looks, what it asks first, and what happens when it is pressed.
import type { PageMessage, PagePerson } from "../page-state";
import { askFirst, type Question } from "./ask-first";
import { type Fields, isFields, textIn, textNodes } from "./block-fields";
import { button } from "./element";
import { postJson } from "./post-json";
import { plainText } from "./render-mrkdwn";

/** A button of a message. */
export type SlackButton = {
  readonly actionId: string;
  readonly label: string;
  readonly question: Question | undefined;
};

/** What became of a press, to be shown below the message. */
export type PressNote = { readonly state: "under way" | "arrived" | "failed"; readonly words: string };

/** Draws the button. Without `press` it looks as it should and does nothing. */
export function slackButton(item: Fields, press: ((pressed: SlackButton) => void) | undefined): HTMLElement {
  const label = plainText(textIn(item.text));
  const style = item.style === "danger" || item.style === "primary" ? ` ${item.style}` : "";
  const actionId = typeof item.action_id === "string" ? item.action_id : undefined;
  const ready = press !== undefined && actionId !== undefined;
  const attributes = {
    class: `button${style}`,
    disabled: ready ? undefined : "",
    "aria-label": typeof item.accessibility_label === "string" ? item.accessibility_label : undefined,
  };
  return button(label, attributes, () => {
    if (ready) press({ actionId, label, question: questionIn(item.confirm) });
  });
}

/** Asks first where the block wants it, then presses as `person`; `note` hears how it goes, and nothing when the answer was no. */
export async function pressButton(
  { channel, ts }: PageMessage,
  { actionId, label, question }: SlackButton,
  person: PagePerson,
  note: (note: PressNote) => void,
): Promise<void> {
  if (question && !(await askFirst(question))) return;
  const what = `${person.name} pressed “${label}”`;
  note({ state: "under way", words: `${what}…` });
  const outcome = await postJson("/_orgwatch/press", { channel, ts, actionId, userId: person.id });
  if (!outcome.good) return note({ state: "failed", words: `${what}: ${outcome.words}` });
  const { status = 0 } = outcome;
  const state = status >= 200 && status < 300 ? "arrived" : "failed";
  note({ state, words: `${what}. Orgwatch answered ${status}.` });
}

/** The block's confirm object; the words it leaves out are Slack's own. */
function questionIn(confirm: unknown): Question | undefined {
  if (!isFields(confirm)) return undefined;
  return {
    title: plainText(textIn(confirm.title)) || "Are you sure?",
    words: textNodes(confirm.text),
    yes: plainText(textIn(confirm.confirm)) || "Yes",
    no: plainText(textIn(confirm.deny)) || "No",
    danger: confirm.style === "danger",
  };
}
