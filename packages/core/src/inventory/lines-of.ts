// Bytes into lines, where a chunk may end in the middle of a line or of a letter.
import { StringDecoder } from "node:string_decoder";

/** The lines without their ends; empty ones are left out. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  const decoder = new StringDecoder("utf8");
  let begun: string[] = [];
  for await (const chunk of chunks) {
    const [first = "", ...others] = decoder.write(chunk).split("\n");
    begun.push(first);
    for (const next of others) {
      const line = begun.join("");
      begun = [next];
      if (line !== "") yield line;
    }
  }
  const last = begun.join("") + decoder.end();
  if (last !== "") yield last;
}
