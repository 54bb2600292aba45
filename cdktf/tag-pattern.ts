// Whether a pattern can be used for tags' values. The lambdas match with RE2, which never takes longer than the text is long; it knows neither
// look-around nor back-references. Here there is no RE2, so a pattern must be one that JavaScript and RE2 both read, and read alike.

/** RE2's own flags at the front, which JavaScript does not read. */
const leadingFlags = /^\(\?[ims]+\)/;

/** What JavaScript reads and RE2 does not, with words for people. */
const onlyJavaScript: readonly (readonly [RegExp, string])[] = [
  [/\(\?(=|!|<=|<!)/, "looks around, which RE2 cannot"],
  [/\\([1-9]|k<)/, "refers back to a group, which RE2 cannot"],
  [/\\[uc]/, "writes a character by \\u or \\c; write the character itself"],
  [
    /\\[pP]\{[^}]{3,}\}/,
    "names a class of characters that RE2 calls otherwise; use a short one, e.g. \\p{L}",
  ],
  [/\[\^?\]/, "has an empty class of characters"],
  [/\[[^\]]*\\b/, "writes a backspace by \\b"],
];

/** RE2 repeats a thousand times at most. */
const mostRepeats = 1000;

/** What is wrong with a pattern, as the end of a sentence; undefined when nothing is. */
export function patternProblem(pattern: string): string | undefined {
  const plain = pattern.replace(leadingFlags, "");
  try {
    new RegExp(plain, "u");
  } catch {
    return "is not a regular expression";
  }
  const unescaped = plain.replaceAll("\\\\", "");
  const other = onlyJavaScript.find(([sign]) => sign.test(unescaped))?.[1];
  if (other !== undefined) return other;
  const repeats = [...unescaped.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, from, to]) => [from, to]);
  return repeats.some((count) => Number(count ?? 0) > mostRepeats)
    ? `repeats more than ${mostRepeats} times, which RE2 refuses`
    : undefined;
}
