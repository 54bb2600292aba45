// Runs inside the worker: loads a lambda's bundle as Lambda does, then answers one invocation at a time.
// Plain CommonJS, because a worker starts without the loaders that translate the rest of the sandbox.
const { existsSync, readFileSync } = require("node:fs");
const { createRequire, isBuiltin, register } = require("node:module");
const { dirname } = require("node:path");
const { pathToFileURL } = require("node:url");
const { compileFunction, constants } = require("node:vm");
const { parentPort, workerData } = require("node:worker_threads");

const realNow = Date.now;

/** From here on `Date` tells the sandbox's time, which jumps when time is skipped; timers and `performance` stay real. */
function tellSandboxTime(skipped) {
  const RealDate = Date;
  const now = () => realNow() + Number(Atomics.load(skipped, 0));
  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.prototype.constructor = globalThis.Date;
}

/** The bundle's exports; as in Lambda `<file>.js` comes before `<file>.mjs`. */
async function load(file) {
  return existsSync(`${file}.js`) ? loadCommon(`${file}.js`) : loadModules(`${file}.mjs`);
}

/** Node's own modules and nothing else are found: what was not bundled is missing here as it is in Lambda. */
function loadCommon(file) {
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

/** The same of ES modules. Their imports are resolved outside of this thread, by a module of its own. */
function loadModules(file) {
  register(pathToFileURL(`${__dirname}/only-the-bundle.mjs`), {
    data: { folder: `${pathToFileURL(dirname(file)).href}/` },
  });
  return import(pathToFileURL(file).href);
}

/** Resolves when the host has read what was printed so far, so that whoever has the answer has the lines too. */
async function allRead() {
  const read = (output) => new Promise((resolve) => output.write("", resolve));
  await Promise.all([process.stdout, process.stderr].map(read));
}

/** Answers one invocation after the other. */
function answerWith(handler) {
  parentPort.on("message", async ({ event, context, deadline }) => {
    try {
      const getRemainingTimeInMillis = () => Math.max(0, deadline - realNow());
      const result = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
      await allRead();
      parentPort.postMessage({ kind: "done", result: JSON.stringify(result ?? null) });
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      await allRead();
      parentPort.postMessage({ kind: "failed", errorType: name, errorMessage: message, trace: stack ?? "" });
    }
  });
  parentPort.postMessage({ kind: "ready" });
}

if (workerData.skipped) tellSandboxTime(workerData.skipped);
// A failure that nobody handles ends the worker, and so the host hears of it.
void load(workerData.file).then((bundle) => {
  const handler = bundle[workerData.exportName];
  if (typeof handler !== "function")
    throw new Error(`${workerData.exportName} is not a function of the bundle`);
  answerWith(handler);
});
