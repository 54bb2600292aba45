// A question to the person at the terminal.
import { createInterface } from "node:readline";

/**
 * Asks on `output` and answers whether the line that was typed is "y" or "yes". The end of the input, or `signal`, is a no. Ctrl-C stays a
 * signal to the program, because the terminal's own line editing is used.
 */
export function askTerminal(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): (question: string) => Promise<boolean> {
  return (question) =>
    new Promise((resolve) => {
      const lines = createInterface({ input, output, terminal: false });
      const end = (agreed: boolean) => {
        signal.removeEventListener("abort", stop);
        // Before the line reader says that it is closed, which counts as a no.
        resolve(agreed);
        lines.close();
      };
      const stop = () => end(false);
      lines.once("line", (line) => end(/^y(es)?$/i.test(line.trim())));
      lines.once("close", () => resolve(false));
      signal.addEventListener("abort", stop);
      output.write(`${question} [y/N] `);
      if (signal.aborted) stop();
    });
}
