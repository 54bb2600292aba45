// A mail as it lies in the sandbox's mailbox.

export type MailMessage = {
  /** SES's message id. */
  readonly id: string;
  /** The account that sent it, and from which region. */
  readonly accountId: string;
  readonly region: string;
  /** By the sandbox's clock. */
  readonly at: Date;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  /** The bodies that it has; a mail may have both. */
  readonly text: string | undefined;
  readonly html: string | undefined;
};

/** What a mail says, however it was handed to SES. */
export type MailContent = Pick<MailMessage, "subject" | "text" | "html">;
