// What Slack keeps of a message, as the stand-in's views show it.

/** Message metadata in Slack's own form. */
export type MessageMetadata = {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
};

/** A message as it stands now: an update has changed it in place. */
export type SlackMessage = {
  /** The channel's id. */
  readonly channel: string;
  /** The message's id in its channel: seconds with six decimals, `1763690000.000100`. */
  readonly ts: string;
  /** As it was sent, with Slack's escapes (`&amp;`) in it. */
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** The parent's `ts` in a reply. */
  readonly threadTs: string | undefined;
  /** A reply that is shown in the channel too. */
  readonly broadcast: boolean;
  readonly metadata: MessageMetadata | undefined;
  /** How often it was updated. */
  readonly edits: number;
  /** `ts` of the last update. */
  readonly editedTs: string | undefined;
  readonly via: "bot" | "webhook";
};

export type SlackChannel = { readonly id: string; readonly name: string };
