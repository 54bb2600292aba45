import { cleanLine, painter } from "./terminal";

it.each([
  ["a colour and a cursor move", "red \u001b[31mtext\u001b[2J", "red [31mtext [2J"],
  ["C1 controls and DEL", "a\u009b31mb\u007fc", "a 31mb c"],
  ["several lines", "one\r\ntwo\u2028three\ttab", "one two three tab"],
  ["text that runs backwards", "pay\u202egpj.exe\u2066", "pay gpj.exe"],
  ["half a character", "x\ud83dy", "x y"],
  ["letters of any script", "Größe 日本 🔴", "Größe 日本 🔴"],
])("makes one harmless line of %s", (_, text, line) => {
  expect(cleanLine(text, 80)).toBe(line);
});

it("cuts by whole characters and shows that it did", () => {
  expect(cleanLine("🔴🔴🔴🔴", 3)).toBe("🔴🔴…");
});

it("colours only where there are colours", () => {
  expect([painter(true)("red", "no"), painter(false)("red", "no")]).toEqual(["\u001b[31mno\u001b[0m", "no"]);
});
