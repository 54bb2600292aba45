// Data as TypeScript, laid out as the formatter of this repository would.

const widest = 110;

/** One line where it fits after `column` characters, else one entry a line, indented from `indent` spaces. */
export function printLiteral(value: unknown, indent: number, column: number): string {
  const line = oneLine(value);
  if (column + line.length + 1 <= widest || typeof value !== "object" || value === null) return line;
  const inner = " ".repeat(indent + 2);
  const entries = Array.isArray(value)
    ? value.map((item) => inner + printLiteral(item, indent + 2, indent + 2))
    : entriesOf(value).map(([key, item]) => {
        const start = `${inner}${printKey(key)}: `;
        return start + printLiteral(item, indent + 2, start.length);
      });
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${entries.map((entry) => `${entry},\n`).join("")}${" ".repeat(indent)}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = entriesOf(value).map(([key, item]) => `${printKey(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
