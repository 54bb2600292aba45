import { complaintsAbout } from "./check-blocks";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const button = (more = {}) => ({ type: "button", text: plain("Open"), ...more });
const actions = (more: object) => [{ type: "actions", elements: [button(more)] }];
const dialog = (more = {}) => ({
  title: plain("x".repeat(100)),
  text: mrkdwn("x".repeat(300)),
  confirm: plain("x".repeat(30)),
  deny: plain("No"),
  style: "danger",
  ...more,
});

describe("blocks that Slack takes", () => {
  it.each([
    ["none", []],
    ["a header at its limit", [{ type: "header", text: plain("x".repeat(150)) }]],
    ["a section at its limit", [{ type: "section", text: mrkdwn("x".repeat(3000)) }]],
    ["ten fields at their limit", [{ type: "section", fields: Array(10).fill(mrkdwn("x".repeat(2000))) }]],
    ["a context", [{ type: "context", elements: [mrkdwn("x"), plain("y")] }]],
    [
      "actions",
      [
        {
          type: "actions",
          elements: [button({ url: "https://example.com", action_id: "open", style: "danger" })],
        },
      ],
    ],
    [
      "a button with a value and a dialog at their limits",
      actions({ value: "x".repeat(2000), confirm: dialog() }),
    ],
    ["fifty dividers", Array(50).fill({ type: "divider" })],
  ])("%s", (_name, blocks) => {
    expect(complaintsAbout(blocks)).toEqual([]);
  });
});

describe("blocks that Slack refuses", () => {
  it.each([
    ["too many", Array(51).fill({ type: "divider" }), "no more than 50 items allowed [json-pointer:/blocks]"],
    ["an unknown type", [{ type: "poem" }], "unsupported type: poem [json-pointer:/blocks/0/type]"],
    ["no object", ["x"], "must be an object [json-pointer:/blocks/0]"],
    [
      "a long header",
      [{ type: "header", text: plain("x".repeat(151)) }],
      "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ],
    [
      "a header in mrkdwn",
      [{ type: "header", text: mrkdwn("x") }],
      "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ],
    [
      "a long section",
      [{ type: "divider" }, { type: "section", text: mrkdwn("x".repeat(3001)) }],
      "must be less than 3001 characters [json-pointer:/blocks/1/text/text]",
    ],
    [
      "an empty text",
      [{ type: "section", text: mrkdwn("") }],
      "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ],
    ["an empty section", [{ type: "section" }], "missing required field: text [json-pointer:/blocks/0]"],
    [
      "eleven fields",
      [{ type: "section", fields: Array(11).fill(mrkdwn("x")) }],
      "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ],
    [
      "a long field",
      [{ type: "section", fields: [mrkdwn("x".repeat(2001))] }],
      "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ],
    [
      "an empty context",
      [{ type: "context", elements: [] }],
      "no less than 1 items allowed [json-pointer:/blocks/0/elements]",
    ],
    [
      "a full context",
      [{ type: "context", elements: Array(11).fill(mrkdwn("x")) }],
      "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ],
    [
      "a long button",
      [{ type: "actions", elements: [button({ text: plain("x".repeat(76)) })] }],
      "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ],
    [
      "a long link",
      [{ type: "actions", elements: [button({ url: `https://example.com/${"x".repeat(3000)}` })] }],
      "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ],
    [
      "a link that is none",
      [{ type: "actions", elements: [button({ url: "javascript:alert(1)" })] }],
      "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
    ],
    [
      "a long value",
      actions({ value: "x".repeat(2001) }),
      "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ],
    [
      "a long action id",
      actions({ action_id: "x".repeat(256) }),
      "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ],
    [
      "another style",
      actions({ style: "warning" }),
      "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ],
    [
      "a dialog without a no",
      actions({ confirm: dialog({ deny: undefined }) }),
      "missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]",
    ],
    [
      "a dialog with a long title",
      actions({ confirm: dialog({ title: plain("x".repeat(101)) }) }),
      "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ],
    [
      "a dialog with a long yes",
      actions({ confirm: dialog({ confirm: plain("x".repeat(31)) }) }),
      "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]",
    ],
    [
      "a dialog in another style",
      actions({ confirm: dialog({ style: "warning" }) }),
      "must be a valid enum value [json-pointer:/blocks/0/elements/0/confirm/style]",
    ],
    [
      "a field of ours",
      [{ type: "divider", color: "red" }],
      "invalid additional property: color [json-pointer:/blocks/0]",
    ],
    [
      "the same block_id twice",
      [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "a" },
      ],
      "`block_id` must be unique [json-pointer:/blocks/1/block_id]",
    ],
  ])("%s", (_name, blocks, complaint) => {
    expect(complaintsAbout(blocks)).toEqual([complaint]);
  });
});
