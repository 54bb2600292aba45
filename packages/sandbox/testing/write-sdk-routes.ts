// Writes src/gateway/sdk-routes.ts anew, after the SDK's version or the inventory's list of services has changed:
// `node_modules/.bin/tsx packages/sandbox/testing/write-sdk-routes.ts`, then Biome.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deriveSdkRoutes } from "./derive-sdk-routes";

const { signingNames, sdkRoutes } = deriveSdkRoutes();
const type = (value: string) => `Readonly<Record<string, ${value}>>`;
const text = `// Written by testing/write-sdk-routes.ts from the schemas of the AWS SDK; sdk-routes.test.ts compares them.

/** By the names of the SDK's clients: the name that signatures carry. */
export const signingNames: ${type("string")} = ${JSON.stringify(signingNames)};

/** By those names: method, path and operation of each REST call that reads. */
export const sdkRoutes: ${type("readonly string[]")} = ${JSON.stringify(sdkRoutes)};
`;
writeFileSync(join(import.meta.dirname, "../src/gateway/sdk-routes.ts"), text);
