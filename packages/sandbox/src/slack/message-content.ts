// What a message says, read from a call's arguments and judged as Slack judges it, the same for posts, updates and webhooks.
import { limits } from "./block-limits";
import { complaintsAbout, lengthOfTexts } from "./check-blocks";
import { isRecord, type SlackArguments, structureOf } from "./read-arguments";
import type { MessageMetadata } from "./slack-message";
import { SlackRefusal } from "./slack-refusal";

/** Slack cuts a posted text here, with the warning `message_truncated`. */
const longestText = 40_000;
/** Slack publishes no number for `metadata_too_large`; this one is ours, far above what Orgwatch sends. */
const longestMetadata = 16_000;

/** undefined: not given. An empty `metadata` object in an update removes what was there (`none`). */
export type MessageContent = {
  readonly text: string | undefined;
  readonly blocks: readonly unknown[] | undefined;
  readonly metadata: MessageMetadata | "none" | undefined;
  readonly truncated: boolean;
};

/**
 * The content of a message.
 * @throws SlackRefusal `no_text`, `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`, `invalid_metadata_format`,
 * `invalid_metadata_schema`, `metadata_too_large`
 */
export function contentOf(args: SlackArguments): MessageContent {
  const text = typeof args.text === "string" ? args.text : undefined;
  const blocks = blocksOf(args);
  const attachments = structureOf(args, "attachments", "invalid_attachments");
  const says = (text ?? "").trim() !== "" || (blocks ?? []).length > 0 || Array.isArray(attachments);
  if (!says) throw new SlackRefusal("no_text");
  return {
    text: text?.slice(0, longestText),
    blocks,
    metadata: metadataOf(args),
    truncated: (text ?? "").length > longestText,
  };
}

function blocksOf(args: SlackArguments): readonly unknown[] | undefined {
  const blocks = structureOf(args, "blocks", "invalid_blocks_format");
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) throw new SlackRefusal("invalid_blocks_format");
  const complaints = complaintsAbout(blocks);
  if (complaints.length > 0) throw new SlackRefusal("invalid_blocks", complaints);
  if (lengthOfTexts(blocks) > limits.allTexts) throw new SlackRefusal("msg_blocks_too_long");
  return blocks;
}

/**
 * The metadata alone; "none" is an empty object, which removes.
 * @throws SlackRefusal `invalid_metadata_format`, `invalid_metadata_schema`, `metadata_too_large`
 */
export function metadataOf(args: SlackArguments): MessageMetadata | "none" | undefined {
  const metadata = structureOf(args, "metadata", "invalid_metadata_format");
  if (metadata === undefined) return undefined;
  if (!isRecord(metadata)) throw new SlackRefusal("invalid_metadata_format");
  if (Object.keys(metadata).length === 0) return "none";
  const { event_type, event_payload } = metadata;
  if (typeof event_type !== "string" || event_type === "" || !isRecord(event_payload))
    throw new SlackRefusal("invalid_metadata_schema");
  if (JSON.stringify(metadata).length > longestMetadata) throw new SlackRefusal("metadata_too_large");
  return { event_type, event_payload };
}
