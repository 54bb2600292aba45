// Lines of many writers on their way into one file: who writes faster than the file takes them waits, so that the memory stays flat.

/** The file is not written any more, so that nobody needs further lines. */
export class NoReader extends Error {
  override readonly name = "NoReader";
}

export type LineQueue = {
  /** Resolves when there is room for more. @throws NoReader when nobody reads the lines any more. */
  readonly put: (line: string) => Promise<void>;
  /** No line comes after this. */
  readonly end: () => void;
  /** Nobody reads on: writers that wait hear of it, also when nobody has ever read. */
  readonly leave: () => void;
  /** The lines in the order in which they were put; to be read once. */
  readonly lines: AsyncGenerator<string, void>;
};

/** A queue that holds `limit` characters, and a line more. */
export function lineQueue(limit: number): LineQueue {
  const held: string[] = [];
  let size = 0;
  let state: "open" | "ended" | "left" = "open";
  let wakeReader = () => {};
  let wakeWriters: (() => void)[] = [];
  const letWritersGo = () => {
    const waiting = wakeWriters;
    wakeWriters = [];
    for (const wake of waiting) wake();
  };
  async function* read() {
    for (;;) {
      const lines = held.splice(0);
      size = 0;
      letWritersGo();
      yield* lines;
      if (held.length > 0) continue;
      if (state !== "open") return;
      await new Promise<void>((wake) => {
        wakeReader = wake;
      });
    }
  }
  return {
    put: async (line) => {
      while (size >= limit && state === "open") await new Promise<void>((wake) => wakeWriters.push(wake));
      if (state !== "open") throw new NoReader("Nobody reads the lines any more");
      held.push(line);
      size += line.length;
      wakeReader();
    },
    end: () => {
      if (state === "open") state = "ended";
      wakeReader();
    },
    leave: () => {
      state = "left";
      letWritersGo();
      wakeReader();
    },
    lines: read(),
  };
}
