// Runs inside the worker: loads a lambda's bundle as Lambda does, then answers one invocation at a time.
// Plain CommonJS, because a worker starts without the loaders that translate the rest of the sandbox.
const { readFileSync } = require("node:fs");
const { createRequire, isBuiltin } = require("node:module");
const { dirname } = require("node:path");
const { compileFunction, constants } = require("node:vm");
const { parentPort, workerData } = require("node:worker_threads");

/** The bundle's exports. It finds Node's own modules and nothing else: what was not bundled is missing here as it is in Lambda. */
function load(file) {
  const require = createRequire(file);
  const only = (id) => {
    if (isBuiltin(id)) return require(id);
    throw new Error(`Cannot find module '${id}': it is not part of the bundle`);
  };
  const bundle = { exports: {} };
  const run = compileFunction(
    readFileSync(file, "utf8"),
    ["exports", "require", "module", "__filename", "__dirname"],
    { filename: file, importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  );
  run.call(bundle.exports, bundle.exports, only, bundle, file, dirname(file));
  return bundle.exports;
}

const handler = load(workerData.file)[workerData.exportName];
if (typeof handler !== "function")
  throw new Error(`${workerData.exportName} is not a function of the bundle`);

parentPort.on("message", async ({ event, context, deadline }) => {
  try {
    const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
    const result = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
    parentPort.postMessage({ kind: "done", result: JSON.stringify(result ?? null) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    parentPort.postMessage({ kind: "failed", errorType: name, errorMessage: message, trace: stack ?? "" });
  }
});
parentPort.postMessage({ kind: "ready" });
