// `orgwatch`: what an operator runs by hand. Credentials and region come from the ordinary AWS chain, never from options.
import { sqs } from "@orgwatch/core/aws";
import { lambdas } from "@orgwatch/lambdas/all";
import { sqsQueues } from "./redrive/sqs-queues";
import { runProgram } from "./run-program";
import { processTerminal } from "./terminal";

// The SDK's note on Node's next version is for whoever installs Orgwatch, not for a person who reads dead letters.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const stop = new AbortController();
// The first Ctrl-C ends in order: what was hidden becomes visible again. The second one ends at once.
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
// A reader that has seen enough (`orgwatch redrive | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

void runProgram(process.argv.slice(2), {
  terminal: processTerminal(),
  lambdas: lambdas.map(({ name }) => name),
  ownRegion: () => sqs().config.region(),
  queuesIn: (region) => sqsQueues(sqs(region)),
  signal: stop.signal,
}).then((code) => {
  process.exitCode = code;
});
