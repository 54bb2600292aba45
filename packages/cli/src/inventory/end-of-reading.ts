// Commands that read much end early, without a word, when nobody wants more of it.

/** `stop` is aborted by Ctrl-C or by the reader of the output going away (`| head`); `codeOr` is the exit code, or the given one where neither was. */
export function endOfReading({
  signal,
  outputClosed,
}: {
  readonly signal: AbortSignal;
  readonly outputClosed: AbortSignal;
}): { readonly stop: AbortSignal; readonly codeOr: (code: number) => number } {
  return {
    stop: AbortSignal.any([signal, outputClosed]),
    codeOr: (code) => {
      if (outputClosed.aborted) return 0;
      // What a shell says of a program that Ctrl-C ended.
      return signal.aborted ? 130 : code;
    },
  };
}
