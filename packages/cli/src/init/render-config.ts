// The configuration as the text of a file, and whether a file is still as init wrote it.
import { createHash } from "node:crypto";
import type { WrittenConfig } from "./config-of";
import { fileSections } from "./file-sections";
import { printLiteral } from "./print-literal";

/** The text of a `.json` file; it has no comments. */
export function asJson(config: WrittenConfig): string {
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** The text of a `.ts` file; `schema` is the module of the configuration's type, as the file imports it. */
export function asTypeScript(config: WrittenConfig, schema: string): string {
  const lines = fileSections.flatMap((section) => {
    const value = config[section.key];
    const written = value === undefined ? section.without : undefined;
    return [
      // An empty line; what needs no words of its own belongs to what stands above it.
      ...(section.comment.length === 0 ? [] : [""]),
      ...section.comment.map((line) => `  // ${line}`),
      ...(written === undefined ? [] : [`  // ${written}`]),
      ...(value === undefined ? [] : [printSetting(section.key, value)]),
    ];
  });
  const head = [
    "// Written by `orgwatch init` from the organization itself, and yours to edit. Every problem of it is listed at once by `pnpm synth`.",
    `import type { OrgConfigInput } from ${JSON.stringify(schema)};`,
    "",
    "export const orgConfig: OrgConfigInput = {",
  ];
  const body = `${[...head, ...lines.slice(1), "};"].join("\n")}\n`;
  return `${body}${seal}${checksum(body)}\n`;
}

/** Whether nobody changed a `.ts` file since init wrote it. */
export function isUnedited(text: string): boolean {
  const [body = "", sum] = text.split(seal);
  return sum?.trim() === checksum(body);
}

/** The last line: init replaces only what it wrote itself. */
const seal = "// As orgwatch init wrote it: ";

function checksum(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 16);
}

function printSetting(key: string, value: unknown): string {
  const start = `  ${key}: `;
  return `${start}${printLiteral(value, 2, start.length)},`;
}
