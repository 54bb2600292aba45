// A button in a message's blocks, as Slack would send it when it is pressed.
import { isRecord } from "./read-arguments";

type Fields = Readonly<Record<string, unknown>>;

export type FoundButton = { readonly button: Fields; readonly blockId: string };

/** Slack gives a block that came without a `block_id` one of its own, and tells it in every payload. */
export function withBlockIds(blocks: readonly unknown[]): readonly Fields[] {
  return blocks.filter(isRecord).map((block, index) => ({ block_id: `b${index}`, ...block }));
}

/** The button with this action id, in an actions block or beside a section; undefined when there is none. */
export function findButton(blocks: readonly unknown[], actionId: string): FoundButton | undefined {
  for (const block of withBlockIds(blocks)) {
    const elements: readonly unknown[] = Array.isArray(block.elements) ? block.elements : [block.accessory];
    for (const button of elements)
      if (isRecord(button) && button.type === "button" && button.action_id === actionId)
        return { button, blockId: String(block.block_id) };
  }
  return undefined;
}
