// The view of mails that SES took: the newest first, each as its receiver would see it and as text.
import type { PageMail } from "../page-state";
import { element } from "./element";
import { exactTime, timeNode } from "./sandbox-clock";

export type MailView = {
  /** All mails, oldest first; answers those that are new since the last time. */
  readonly show: (mails: readonly PageMail[]) => readonly PageMail[];
};

/** Draws into `root`. A mail never changes, so that it is drawn once: its frame keeps what it shows. */
export function newMailView(root: HTMLElement): MailView {
  const summary = element("p", { class: "summary", role: "status" });
  const list = element("ul", { class: "mails" });
  const empty = element(
    "div",
    { class: "empty" },
    element("h3", {}, "No mail yet"),
    element(
      "p",
      {},
      "What Orgwatch sends by Amazon SES arrives here, and nowhere else: a sandbox writes to nobody.",
    ),
  );
  root.append(element("h2", {}, "Mail"), summary, empty, list);
  const drawn = new Map<string, HTMLLIElement>();
  return {
    show: (mails) => {
      const fresh = mails.filter(({ id }) => !drawn.has(id));
      for (const mail of fresh) {
        const item = mailItem(mail);
        drawn.set(mail.id, item);
        list.prepend(item);
      }
      const kept = new Set(mails.map(({ id }) => id));
      for (const [id, item] of drawn) {
        if (kept.has(id)) continue;
        item.remove();
        drawn.delete(id);
      }
      empty.hidden = mails.length > 0;
      summary.textContent =
        mails.length > 0 ? `${mails.length} ${mails.length === 1 ? "mail" : "mails"}` : "";
      return fresh;
    },
  };
}

function mailItem({ id, subject, from, to, cc, bcc, replyTo, at, hasHtml, text }: PageMail): HTMLLIElement {
  const rows = [
    ["From", [from]],
    ["To", to],
    ["Cc", cc],
    ["Bcc", bcc],
    ["Reply to", replyTo],
  ] as const;
  const headers = rows.flatMap(([name, addresses]) =>
    addresses.length === 0 ? [] : [element("dt", {}, name), element("dd", {}, addresses.join(", "))],
  );
  return element(
    "li",
    { class: "mail-item" },
    element("h3", { class: "mail-subject" }, subject === "" ? "(no subject)" : subject),
    element("p", { class: "mail-when" }, `${exactTime(at)} (`, timeNode(at), ")"),
    element("dl", { class: "mail-headers" }, ...headers),
    hasHtml ? htmlFrame(id, subject) : undefined,
    text === undefined ? undefined : textFold(text, !hasHtml),
  );
}

/** Others wrote what stands in a mail: it may show itself, and do nothing. Its document has a policy of its own, which forbids it too. */
function htmlFrame(id: string, subject: string): HTMLElement {
  return element("iframe", {
    class: "mail-html",
    sandbox: "",
    src: `/_orgwatch/mails/${encodeURIComponent(id)}`,
    title: `The mail “${subject}”`,
  });
}

function textFold(text: string, open: boolean): HTMLElement {
  return element(
    "details",
    { class: "mail-text", ...(open && { open: "" }) },
    element("summary", {}, "As text"),
    element("pre", { tabindex: "0" }, text),
  );
}
