// A conversation over a terminal.
import { createInterface } from "node:readline";
import type { Conversation } from "./conversation";

/**
 * Asks on `output`. Lines that were typed ahead answer the next questions. `signal` ends the input; Ctrl-C stays a signal to the program,
 * because the terminal's own line editing is used.
 */
export function terminalLines(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): Conversation {
  const reader = createInterface({ input, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  const close = () => {
    signal.removeEventListener("abort", close);
    reader.close();
  };
  signal.addEventListener("abort", close);
  return {
    ask: async (question) => {
      output.write(question);
      if (signal.aborted) return undefined;
      const { done, value } = await lines.next();
      return done ? undefined : value;
    },
    close,
  };
}
