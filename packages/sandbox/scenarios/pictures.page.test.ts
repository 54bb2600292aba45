// The documents' pictures show what the page shows today.
import { picturesWith, pictureText, wordsToCompare } from "./picture-files";
import { lookAround } from "./pictures";
import { visitSandbox } from "./visit-sandbox";

it("what can be read on the pictures is on the page (packages/sandbox/scenarios/take-pictures.ts takes them again)", async () => {
  const seen = new Map<string, readonly string[]>();
  await visitSandbox((sandbox, host, tab) =>
    lookAround(sandbox, host, tab, async (name, { words }) => {
      seen.set(name, wordsToCompare(await words()).split("\n"));
    }),
  );
  const pictured = picturesWith(".txt").map((name) => [name, pictureText(name).words.split("\n")]);
  expect(Object.fromEntries(pictured)).toEqual(Object.fromEntries(seen));
}, 300_000);
