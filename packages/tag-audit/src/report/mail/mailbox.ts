// Amazon SES, API version 2: one mail to some people.
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import type { Mail } from "./mail-page";

/** SES does not take this mail, as for an address that it does not know: others may go out all the same. */
export class MailRefused extends NeverAgain {
  override readonly name = "MailRefused";
}

/** SES surely did not take the mail now: too many, or it could not be reached. */
export class MailThrottled extends TryLater {
  override readonly name = "MailThrottled";
}

/**
 * Sends a mail to at most 50 people.
 * @throws MailRefused for this mail; MailThrottled when it was surely not sent; TryLater when nobody knows, or SES takes nothing from us.
 */
export type SendMail = (
  mail: Mail & { readonly from: string; readonly to: readonly string[] },
) => Promise<void>;

/** The only call of SES that is made. */
export type Ses = { readonly send: (command: SendEmailCommand) => Promise<unknown> };

/** SES of the lambda's region. */
export function mailbox(client: Ses = newClient()): SendMail {
  return async ({ from, to, subject, html, text }) => {
    const part = (Data: string) => ({ Data, Charset: "UTF-8" });
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [...to] },
      Content: { Simple: { Subject: part(subject), Body: { Html: part(html), Text: part(text) } } },
    });
    try {
      await client.send(command);
    } catch (error) {
      throw problemOf(error);
    }
  };
}

const throttles = new Set([
  "TooManyRequestsException",
  "LimitExceededException",
  "ThrottlingException",
  "Throttling",
]);

function problemOf(error: unknown): unknown {
  const name = error instanceof Error ? error.name : "";
  if (throttles.has(name)) return new MailThrottled("SES takes no more mails now", { cause: error });
  if (name === "MessageRejected" || name === "BadRequestException")
    return new MailRefused("SES refuses the mail", { cause: error });
  return new TryLater(`SES did not say that it took the mail (${name})`, { cause: error });
}

/** One try: the SDK would send a mail again whose answer was lost. What was surely not sent is tried again by whoever sends. */
function newClient(): SESv2Client {
  return new SESv2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}
