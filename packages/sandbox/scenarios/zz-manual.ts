import { writeFileSync } from "node:fs";
import { startSandbox } from "../src/sandbox";
import { builtBundles } from "./built-bundles";

async function main() {
  const sandbox = await startSandbox({ bundles: builtBundles() });
  writeFileSync(
    "/tmp/w3/sandbox.json",
    JSON.stringify({ url: sandbox.url, organization: sandbox.organization }),
  );
  console.log("ready", sandbox.url);
  await new Promise<void>((resolve) => process.once("SIGTERM", () => resolve()));
  await sandbox.stop();
}
void main();
