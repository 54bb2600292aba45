// An account in memory, for tests of everything that reads: answers by operation, page by page, and what has been asked.
import type { Call, Reader } from "../reader";

type Page = Readonly<Record<string, unknown>>;
/** The pages of an operation, an error after them, or what decides by the call. */
export type Answer = readonly (Page | Error)[] | ((call: Call) => readonly (Page | Error)[]);

export type MemoryReader = Reader & { readonly calls: readonly Call[]; readonly close: () => void };

/** A reader whose operations answer so; an operation that is not named is denied. */
export function memoryReader(answers: Readonly<Record<string, Answer>>): MemoryReader {
  const calls: Call[] = [];
  return {
    calls,
    close: () => {},
    pages: async function* (call) {
      calls.push(call);
      const answer = answers[call.operation] ?? [errorOf("AccessDenied")];
      for (const page of typeof answer === "function" ? answer(call) : answer) {
        if (page instanceof Error) throw page;
        yield page;
      }
    },
  };
}

/** An error as the SDK throws it. */
export function errorOf(name: string, more: object = {}): Error {
  return Object.assign(new Error("AWS says no"), { name, ...more });
}
