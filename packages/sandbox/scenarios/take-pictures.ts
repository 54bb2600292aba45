// The pictures of the documents, taken of the sandbox's page in Chromium: `node_modules/.bin/tsx packages/sandbox/scenarios/take-pictures.ts`.
// Ids and times differ from run to run; what is in the pictures does not.
import { writePicture } from "./picture-files";
import { lookAround } from "./pictures";
import { visitSandbox } from "./visit-sandbox";

visitSandbox((sandbox, host, tab) =>
  lookAround(sandbox, host, tab, async (name, { image, words }) => {
    writePicture(name, await image(), await words());
    console.log(`docs/images/${name}.png`);
  }),
).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
