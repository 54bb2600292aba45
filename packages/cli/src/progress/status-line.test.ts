import { isWatched, statusLine } from "./status-line";
import { durationWords } from "./waiting-words";

it("shows one line that the next one replaces, and that goes away before others write", () => {
  const written: string[] = [];
  const line = statusLine({ write: (text) => written.push(text), columns: () => 20 });
  line.aside(() => written.push("first\n"));
  line.show("waiting … 1 s");
  line.show("waiting … 1 s");
  line.show("waiting for a\u001b[2J long thing");
  line.aside(() => written.push("done\n"));
  line.show("");
  expect(written).toEqual([
    "first\n",
    "\r\u001b[Kwaiting … 1 s",
    "\r\u001b[Kwaiting for a [2J …",
    "\r\u001b[K",
    "done\n",
  ]);
});

it.each<[string, boolean | undefined, Record<string, string>, boolean]>([
  ["a terminal", true, { TERM: "xterm" }, true],
  ["a pipe", undefined, { TERM: "xterm" }, false],
  ["a build machine with a terminal", true, { CI: "true" }, false],
  ["a terminal without a cursor", true, { TERM: "dumb" }, false],
])("knows whether a person watches: %s", (_, isTTY, environment, watched) => {
  expect(isWatched(isTTY, environment)).toBe(watched);
});

it.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [65_000, "1 min 05 s"],
  [2 * 3_600_000 + 5 * 60_000, "2 h 05 min"],
])("says %d ms as %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
