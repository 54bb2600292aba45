// What lambdas printed, for the page and for people who look for a mistake.

export type LogLine = { readonly lambda: string; readonly region: string; readonly line: string };

export type LogLines = {
  readonly add: (line: LogLine) => void;
  /** The newest lines of a lambda over all its regions, oldest first. */
  readonly of: (lambda: string) => string[];
};

/** Keeps the newest `limit` lines of each lambda. */
export function newLogLines(limit = 1000): LogLines {
  const kept = new Map<string, string[]>();
  return {
    add: ({ lambda, line }) => {
      const lines = kept.get(lambda) ?? [];
      lines.push(line);
      if (lines.length > limit) lines.shift();
      kept.set(lambda, lines);
    },
    of: (lambda) => [...(kept.get(lambda) ?? [])],
  };
}
