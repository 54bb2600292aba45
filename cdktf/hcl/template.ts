// Strings of Terraform's JSON are templates: text with expressions between `${` and `}`.

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly expression: string };

/**
 * The parts of a template. Text keeps its escapes (`$${`, `%%{`).
 * @throws Error for an expression that does not end, and for directives (`%{ if … }`), which nothing here writes.
 */
export function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  for (let at = 0; at < template.length; ) {
    const three = template.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      text += three;
      at += 3;
    } else if (three.startsWith("${")) {
      const end = endOfExpression(template, at + 2);
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
      parts.push({ kind: "expression", expression: template.slice(at + 2, end).trim() });
      at = end + 1;
    } else if (three.startsWith("%{")) {
      throw new Error(`a directive is not understood: ${template.slice(at, at + 40)}`);
    } else {
      text += three.charAt(0);
      at += 1;
    }
  }
  return text === "" ? parts : [...parts, { kind: "text", text }];
}

/** Where the `}` is that closes an expression. Braces in its strings do not count, those of expressions in its strings do. */
function endOfExpression(template: string, from: number): number {
  let open = 0;
  for (let at = from; at < template.length; at++) {
    const character = template.charAt(at);
    if (character === '"') at = endOfString(template, at + 1);
    else if (character === "{") open++;
    else if (character === "}" && open-- === 0) return at;
  }
  throw new Error(`an expression does not end: ${template.slice(from, from + 40)}`);
}

function endOfString(template: string, from: number): number {
  for (let at = from; at < template.length; at++) {
    if (template.charAt(at) === "\\") at++;
    else if (template.startsWith("$${", at)) at += 2;
    else if (template.startsWith("${", at)) at = endOfExpression(template, at + 2);
    else if (template.charAt(at) === '"') return at;
  }
  throw new Error(`a string does not end: ${template.slice(from, from + 40)}`);
}
