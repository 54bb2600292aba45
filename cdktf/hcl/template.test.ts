import { templateParts } from "./template";

const text = (written: string) => ({ kind: "text", text: written });
const expression = (written: string) => ({ kind: "expression", expression: written });

describe("a string of Terraform's JSON", () => {
  it.each([
    ["plain", [text("plain")]],
    ["", []],
    [`\${a.b.arn}`, [expression("a.b.arn")]],
    [`\${a.b.arn}:*`, [expression("a.b.arn"), text(":*")]],
    [`x/\${a.id}/\${ b.id }`, [text("x/"), expression("a.id"), text("/"), expression("b.id")]],
    [`\${jsonencode({"a" = b.c})}`, [expression('jsonencode({"a" = b.c})')]],
    [
      `\${join("}", [a, "\\"}", "\${b["}"]}"])}.`,
      [expression(`join("}", [a, "\\"}", "\${b["}"]}"])`), text(".")],
    ],
    [`$\${not.one} and %%{if}`, [text(`$\${not.one} and %%{if}`)]],
    ["100 % { }", [text("100 % { }")]],
  ])("%s is read as text and expressions", (template, parts) => {
    expect(templateParts(template)).toEqual(parts);
  });

  it.each([
    ["${a.b", "an expression does not end: a.b"],
    [`\${f("a)}`, "a string does not end: a)}"],
    ["%{ if a }x%{ endif }", "a directive is not understood: %{ if a }x%{ endif }"],
  ])("%s is refused", (template, problem) => {
    expect(() => templateParts(template)).toThrow(problem);
  });
});
