// What Slack's Block Kit reference allows in a message (docs.slack.dev/reference/block-kit): the table behind check-blocks.

/** The fields that a block or element may have, and those that it must have. */
export type Shape = { readonly required: readonly string[]; readonly optional: readonly string[] };

export const blockShapes: Readonly<Record<string, Shape>> = {
  header: { required: ["text"], optional: ["level"] },
  section: { required: [], optional: ["text", "fields", "accessory", "expand"] },
  context: { required: ["elements"], optional: [] },
  actions: { required: ["elements"], optional: [] },
  divider: { required: [], optional: [] },
  image: { required: ["alt_text"], optional: ["image_url", "slack_file", "title"] },
  markdown: { required: ["text"], optional: [] },
  rich_text: { required: ["elements"], optional: [] },
};

export const elementShapes: Readonly<Record<string, Shape>> = {
  button: {
    required: ["text"],
    optional: ["action_id", "url", "value", "style", "confirm", "accessibility_label"],
  },
  image: { required: ["alt_text"], optional: ["image_url", "slack_file"] },
  overflow: { required: ["options"], optional: ["action_id", "confirm"] },
  static_select: {
    required: [],
    optional: [
      "action_id",
      "options",
      "option_groups",
      "initial_option",
      "confirm",
      "focus_on_load",
      "placeholder",
    ],
  },
};

/** The dialog of a button that asks first. */
export const confirmShape: Shape = { required: ["title", "text", "confirm", "deny"], optional: ["style"] };

export const limits = {
  blocks: 50,
  blockId: 255,
  header: 150,
  section: 3000,
  fields: 10,
  field: 2000,
  contextElements: 10,
  contextText: 3000,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  actionId: 255,
  confirmTitle: 100,
  confirmText: 300,
  confirmChoice: 30,
  url: 3000,
  altText: 2000,
  markdown: 12_000,
  /** All texts of all blocks: Slack answers `msg_blocks_too_long` from about here on (undocumented, reported at 13,172 to 13,297). */
  allTexts: 13_100,
} as const;
