// All mails that SES took, of all accounts: what their receivers would find.
import type { Answer } from "../gateway/moto-client";
import { readRecord, textOf } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";
import type { MailMessage } from "./mail-message";
import { readMail } from "./read-mail";

export type Mailbox = {
  /** In the order they were sent. */
  readonly messages: () => readonly MailMessage[];
  /** Calls back with each new mail; the answer ends it. */
  readonly subscribe: (listener: (message: MailMessage) => void) => () => void;
};

/** Keeps the newest `most` mails in memory. `follow` hears of every call that succeeded. */
export function newMailbox(
  now: () => Date,
  most = 1000,
): Mailbox & { readonly follow: (call: ReceivedCall, answer: Answer) => void } {
  const messages: MailMessage[] = [];
  const listeners = new Set<(message: MailMessage) => void>();
  return {
    messages: () => [...messages],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow: ({ service, operation, parameters, principal, region }, answer) => {
      const mail = service === "ses" && operation === "SendEmail" ? readMail(parameters) : undefined;
      if (!mail) return;
      const id = textOf(readRecord(answer.body.toString()).MessageId) ?? "";
      const message = { id, accountId: principal.accountId, region, at: now(), ...mail };
      messages.push(message);
      if (messages.length > most) messages.shift();
      for (const listener of listeners) listener(message);
    },
  };
}
