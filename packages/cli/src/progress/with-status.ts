// Words on the status line while something works in silence.
import type { Terminal } from "../terminal";

/** Shows `words` until `work` is over, where a person watches. Answers and rejects as `work` does. */
export async function withStatus<Answer>(
  { status }: Pick<Terminal, "status">,
  words: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  status?.(words);
  try {
    return await work();
  } finally {
    status?.("");
  }
}
