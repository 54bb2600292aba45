// README's transcript, from a run of the demo: `node_modules/.bin/tsx packages/sandbox/scenarios/write-tour.ts`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoCommand, withTranscript } from "./tour-transcript";

const root = join(import.meta.dirname, "../../..");
const readme = join(root, "README.md");

// Any free port: somebody may have the demo open.
const [command, ...args] = [...demoCommand.split(" "), "--port", "0"];
const printed = execFileSync(join(root, command), args, {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
writeFileSync(readme, withTranscript(readFileSync(readme, "utf8"), printed));
console.log(printed);
