import { cut, escapeText, readable, safeCode, safeLine, safeText } from "./slack-text";

describe("escapeText", () => {
  it("escapes what Slack asks for and nothing more", () => {
    expect(escapeText(`R&D <b> "quotes" 'too' *bold* \`code\` 5 > 3`)).toBe(
      `R&amp;D &lt;b&gt; "quotes" 'too' *bold* \`code\` 5 &gt; 3`,
    );
  });

  it("leaves no mention and no link alive", () => {
    const attack =
      "<!channel> <@U012345> <#C012345> <!subteam^S1> <https://evil.example|Sign in> &lt;!here&gt;";
    expect(escapeText(attack)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(escapeText("<!channel>")).toBe("&lt;!channel&gt;");
    expect(escapeText("&lt;!here&gt;")).toBe("&amp;lt;!here&amp;gt;");
  });
});

it("shows a sign for what no reader should see", () => {
  expect(readable("a\u0000b\u202Ec\r\nd\te\uD800f😀")).toBe("a\uFFFDb\uFFFDc\nd\te\uFFFDf😀");
});

describe("cut", () => {
  it("keeps what fits and marks what does not", () => {
    expect([cut("four", 4), cut("fives", 4), cut("ab cd", 4), cut("x", 0)]).toEqual([
      "four",
      "fiv…",
      "ab…",
      "",
    ]);
  });

  it("cuts neither an escape nor a pair in half, at any length", () => {
    const escaped = escapeText("a&b<c>d😀e&&&😀😀<<>>");
    for (let limit = 0; limit <= escaped.length; limit += 1) {
      const short = cut(escaped, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      expect(short.replaceAll(/&(amp|lt|gt);/g, "")).not.toMatch(/&|\p{Cs}/u);
    }
  });

  it("goes on after an ampersand that is far away", () => {
    expect(cut("&amp; and then a longer text", 12)).toBe("&amp; and t…");
  });
});

describe("safe texts", () => {
  it("cut after escaping, so that the limit holds for what is sent", () => {
    expect(safeText("&".repeat(300_000), 20)).toBe("&amp;&amp;&amp;…");
    expect(safeText("two\nlines", 20)).toBe("two\nlines");
  });

  it("keep a line on one line", () => {
    expect(safeLine("  root\n*Severity* low \t x", 100)).toBe("root *Severity* low x");
    expect(safeLine("😀".repeat(50), 4)).toBe("😀…");
  });

  it("keep code inside its span", () => {
    expect(safeCode("echo `id` > /tmp/x", 50)).toBe("`echo \u02CBid\u02CB &gt; /tmp/x`");
    expect(safeCode("", 50)).toBe("");
  });
});
