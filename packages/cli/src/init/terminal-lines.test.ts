import { PassThrough } from "node:stream";
import { terminalLines } from "./terminal-lines";

it("answers questions with the lines that are typed, also ahead, until the input ends", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const { ask, close } = terminalLines(input, output, new AbortController().signal);
  input.end("one\n\nthree");
  expect([await ask("a? "), await ask("b? "), await ask("c? "), await ask("d? ")]).toEqual([
    "one",
    "",
    "three",
    undefined,
  ]);
  expect(String(output.read())).toBe("a? b? c? d? ");
  close();
});

it("ends where the person stops, before and while a question waits", async () => {
  const stop = new AbortController();
  const { ask } = terminalLines(new PassThrough(), new PassThrough(), stop.signal);
  const waiting = ask("a? ");
  stop.abort();
  expect([await waiting, await ask("b? ")]).toEqual([undefined, undefined]);
});
