// Amazon SES in memory: what it took, with its limit of recipients, and its refusals on request.
import type { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mailbox, type Ses } from "../report/mail/mailbox";

/** A mail as somebody received it. */
export type ReceivedMail = {
  readonly from: string | undefined;
  readonly to: readonly string[];
  readonly subject: string | undefined;
  readonly html: string | undefined;
  readonly text: string | undefined;
};

/** Says what a mail to these people ends with: the name of SES's error, `lost` (it arrived, the answer did not), or undefined: it is taken. */
export type MailFault = (to: readonly string[]) => string | undefined;

/** SES that takes everything until it is told otherwise; `send` is the real mailbox in front of it. */
export function memoryMailbox() {
  const mails: ReceivedMail[] = [];
  let fault: MailFault = () => undefined;
  const ses: Ses = {
    send: async ({ input }: SendEmailCommand) => {
      const to = input.Destination?.ToAddresses ?? [];
      const error = to.length > 50 ? "BadRequestException" : fault(to);
      if (error !== undefined && error !== "lost")
        throw Object.assign(new Error(`SES: ${error}`), { name: error });
      const simple = input.Content?.Simple;
      mails.push({
        from: input.FromEmailAddress,
        to,
        subject: simple?.Subject?.Data,
        html: simple?.Body?.Html?.Data,
        text: simple?.Body?.Text?.Data,
      });
      if (error === "lost") throw Object.assign(new Error("no answer"), { name: "TimeoutError" });
    },
  };
  return {
    send: mailbox(ses),
    mails,
    failWith: (next: MailFault) => {
      fault = next;
    },
  };
}
