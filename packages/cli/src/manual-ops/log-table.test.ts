import { addToLog, readLog } from "./log-table";

const top = `# Log

| when (UTC) | what | where | who | note |
|---|---|---|---|---|
`;
const rows = `| 2030-01-07 09:30 | slack-app | workspace acme | Ana | |
| 2030-01-08 10:00 | failover-emails | us-east-1 a@example.com | Ben | second mail |
`;
const below = "\nText below the table.\n";

const entry = { at: "2030-01-09 11:00", what: "slack-bot-token", where: "us-west-2", who: "Cy", note: "" };

it("reads the rows in their order", () => {
  expect(readLog(top + rows + below)).toEqual([
    { at: "2030-01-07 09:30", what: "slack-app", where: "workspace acme", who: "Ana", note: "" },
    {
      at: "2030-01-08 10:00",
      what: "failover-emails",
      where: "us-east-1 a@example.com",
      who: "Ben",
      note: "second mail",
    },
  ]);
});

it.each([
  ["an empty table", top, ""],
  ["rows", top + rows, ""],
  ["text below", top + rows, below],
])("adds a row at the table's end and changes nothing else: %s", (_, before, after) => {
  expect(addToLog(before + after, entry)).toBe(
    `${before}| 2030-01-09 11:00 | slack-bot-token | us-west-2 | Cy | |\n${after}`,
  );
});

it("adds a row where the last line has no line feed, and keeps a Windows file's line ends", () => {
  const row = "| 2030-01-09 11:00 | slack-bot-token | us-west-2 | Cy | |";
  const windows = (top + rows).replaceAll("\n", "\r\n");
  expect([addToLog((top + rows).trimEnd(), entry), addToLog(windows, entry)]).toEqual([
    `${top}${rows}${row}\n`,
    `${windows}${row}\r\n`,
  ]);
});

it.each([
  ["pipes", "a | b || c"],
  ["a backslash before a pipe and at the end", "a \\| b \\"],
  ["Markdown", "*bold* _x_ `code` [link](https://example.com) ~~gone~~"],
  ["HTML and entities", "<img src=x onerror=alert(1)> &amp; <!-- x -->"],
  ["letters of any script", "Größe 日本 🔴"],
])("gives back what was written: %s", (_, note) => {
  const text = addToLog(top + rows + below, { ...entry, who: note, note });
  expect({ rows: text.split("\n").length, last: readLog(text).at(-1) }).toEqual({
    rows: (top + rows + below).split("\n").length + 1,
    last: { ...entry, who: note, note },
  });
});

it("makes one clean line of newlines, tabs and what drives a terminal", () => {
  const note = "one\ntwo\r\n| 2030 | forged | x | y | z |\tthree\u001b[2J";
  const last = readLog(addToLog(top, { ...entry, note }));
  expect(last).toEqual([{ ...entry, note: "one two | 2030 | forged | x | y | z | three [2J" }]);
});

it("keeps Markdown from reading a note as more than text", () => {
  const text = addToLog(top, { ...entry, note: "**x** <b> [y](z) `q` &lt; a|b" });
  expect(text.split("\n").at(-2)).toBe(
    "| 2030-01-09 11:00 | slack-bot-token | us-west-2 | Cy | \\*\\*x\\*\\* \\<b\\> \\[y\\](z) \\`q\\` \\&lt; a\\|b |",
  );
});

it.each([
  ["no table", "# Log\n", "it has no table with the columns when (UTC), what, where, who, note"],
  [
    "another table",
    "| a | b |\n|---|---|\n",
    "it has no table with the columns when (UTC), what, where, who, note",
  ],
  [
    "a header alone",
    "| when (UTC) | what | where | who | note |\n",
    "it has no table with the columns when (UTC), what, where, who, note",
  ],
  [
    "a row that is cut",
    `${top}| 2030-01-07 | slack-app |\n`,
    "line 5 has not the cells when (UTC), what, where, who, note",
  ],
  ["a conflict", `${top}<<<<<<< HEAD\n${rows}`, "git left a conflict in line 5: resolve it first"],
])("refuses a file with %s", (_, text, words) => {
  expect(() => readLog(text)).toThrow(new Error(words));
});
