import { type Piece, parseMrkdwn } from "./parse-mrkdwn";

const text = (value: string): Piece => ({ kind: "text", text: value });

it.each<[string, string, Piece[]]>([
  ["plain text", "a & b", [text("a & b")]],
  ["escapes, once", "&lt;b&gt; &amp;amp;", [text("<b> &amp;")]],
  ["bold", "a *b c* d", [text("a "), { kind: "bold", pieces: [text("b c")] }, text(" d")]],
  [
    "italic in bold",
    "*a _b_*",
    [{ kind: "bold", pieces: [text("a "), { kind: "italic", pieces: [text("b")] }] }],
  ],
  ["no style inside words", "a_b_c 2*3*4 snake_case_", [text("a_b_c 2*3*4 snake_case_")]],
  ["code keeps its marks", "`*a* &lt;`", [{ kind: "code", text: "*a* <" }]],
  ["a block of code", "x\n```\n*a*\n<b>\n```", [text("x\n"), { kind: "pre", text: "*a*\n<b>" }]],
  [
    "links",
    "<https://a.example/?x=1&amp;y=2|a &lt; b> <https://b.example>",
    [
      { kind: "link", url: "https://a.example/?x=1&y=2", text: "a < b" },
      text(" "),
      { kind: "link", url: "https://b.example", text: "https://b.example" },
    ],
  ],
  ["no link to anything but the web", "<javascript:alert(1)|click>", [text("<javascript:alert(1)|click>")]],
  [
    "mentions",
    "<!channel> <@U1|ann> <#C1|security> <!subteam^S1|@ops>",
    [
      { kind: "mention", text: "@channel" },
      text(" "),
      { kind: "mention", text: "@ann" },
      text(" "),
      { kind: "mention", text: "#security" },
      text(" "),
      { kind: "mention", text: "@ops" },
    ],
  ],
  [
    "a date",
    "<!date^1763690000^{date_short} {time}|Nov 21>",
    [{ kind: "date", seconds: 1763690000, format: "{date_short} {time}", text: "Nov 21" }],
  ],
  ["emoji", "a :warning: b", [text("a "), { kind: "emoji", text: "warning" }, text(" b")]],
  [
    "quotes",
    "before\n&gt; one\n&gt; *two*\nafter",
    [
      text("before\n"),
      { kind: "quote", pieces: [text("one\n"), { kind: "bold", pieces: [text("two")] }] },
      text("after"),
    ],
  ],
])("reads %s", (_name, source, pieces) => {
  expect(parseMrkdwn(source)).toEqual(pieces);
});
