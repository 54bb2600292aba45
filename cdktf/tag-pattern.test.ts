import { patternProblem } from "./tag-pattern";

describe("a pattern for tags' values", () => {
  it.each([
    "[a-z]+(-[a-z0-9]+)*",
    "(?i)acme|globex",
    "cost-\\d{4}",
    "\\p{L}+",
    "(?:a|b){0,1000}",
    "\\\\1",
    "a\\.b@example\\.com",
  ])("may be %s", (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it.each([
    ["[a-z", "is not a regular expression"],
    ["a{2,1}", "is not a regular expression"],
    ["(?=.*x)y", "looks around, which RE2 cannot"],
    ["(?<!x)y", "looks around, which RE2 cannot"],
    ["(a)\\1", "refers back to a group, which RE2 cannot"],
    ["(?<n>a)\\k<n>", "refers back to a group, which RE2 cannot"],
    ["\\u00e9", "writes a character by \\u or \\c; write the character itself"],
    [
      "\\p{Script=Greek}",
      "names a class of characters that RE2 calls otherwise; use a short one, e.g. \\p{L}",
    ],
    ["[^]", "has an empty class of characters"],
    ["[a\\b]", "writes a backspace by \\b"],
    ["a{1001}", "repeats more than 1000 times, which RE2 refuses"],
    ["a{1,1001}", "repeats more than 1000 times, which RE2 refuses"],
  ])("may not be %s: it %s", (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
  });
});
