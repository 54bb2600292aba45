import { PassThrough } from "node:stream";
import { askTerminal } from "./ask-terminal";

/** What a person types (undefined: nothing), what is answered and what was printed. */
async function ask(typed: string | undefined, stop = new AbortController()) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answer = askTerminal(input, output, stop.signal)("Deny it?");
  if (typed === undefined) stop.abort();
  else input.end(typed);
  return [await answer, String(output.read())];
}

it.each([
  ["y\n", true],
  ["YES \n", true],
  ["yes", true],
  ["\n", false],
  ["no\nyes\n", false],
  ["yesterday\n", false],
  ["", false],
  [undefined, false],
])("takes only a yes for one: %j", async (typed, agreed) => {
  expect(await ask(typed)).toEqual([agreed, "Deny it? [y/N] "]);
});

it("asks nothing of somebody who has stopped", async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await ask("yes\n", stop)).toEqual([false, "Deny it? [y/N] "]);
});
