// The mail in a SendEmail call of SES v2, whether it came in parts or raw.
import { z } from "zod";
import type { MailMessage } from "./mail-message";
import { addressesIn, readMime } from "./read-mime";

const body = z.object({ Data: z.string() });
const addresses = z.array(z.string()).default([]);
const mailShape = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .default({ ToAddresses: [], CcAddresses: [], BccAddresses: [] }),
  ReplyToAddresses: addresses,
  Content: z.union([
    z.object({
      Simple: z.object({
        Subject: body,
        Body: z.object({ Text: body.optional(), Html: body.optional() }),
      }),
    }),
    z.object({ Raw: z.object({ Data: z.base64() }) }),
  ]),
});

export type ReadMail = Omit<MailMessage, "id" | "accountId" | "region" | "at">;

/** Undefined for a call that is no mail, such as one of a template. */
export function readMail(parameters: Readonly<Record<string, unknown>>): ReadMail | undefined {
  const { success, data } = mailShape.safeParse(parameters);
  if (!success) return undefined;
  const { Content: content, Destination: to } = data;
  const asked = {
    from: data.FromEmailAddress ?? "",
    to: to.ToAddresses,
    cc: to.CcAddresses,
    bcc: to.BccAddresses,
    replyTo: data.ReplyToAddresses,
  };
  if ("Simple" in content) {
    const { Subject, Body } = content.Simple;
    return { ...asked, subject: Subject.Data, text: Body.Text?.Data, html: Body.Html?.Data };
  }
  const { headers, text, html } = readMime(Buffer.from(content.Raw.Data, "base64").toString("latin1"));
  const either = (given: readonly string[], header: string) =>
    given.length > 0 ? given : addressesIn(headers.get(header));
  return {
    from: asked.from || (headers.get("from") ?? ""),
    to: either(asked.to, "to"),
    cc: either(asked.cc, "cc"),
    bcc: either(asked.bcc, "bcc"),
    replyTo: either(asked.replyTo, "reply-to"),
    subject: headers.get("subject") ?? "",
    text,
    html,
  };
}
