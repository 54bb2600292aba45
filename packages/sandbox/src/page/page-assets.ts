// The page's files: HTML and CSS as they are, the browser's module bundled when the sandbox starts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

export type Asset = { readonly type: string; readonly body: string | Uint8Array };

/** As index.html links them. */
const styles = [
  "base",
  "frame",
  "controls",
  "channel",
  "answers",
  "incidents",
  "mail",
  "deliveries",
  "organization",
  "narrow",
];

/** The files by path. Reading and bundling take about 50 ms; nothing is fetched from anywhere, then or later. */
export function pageAssets(): ReadonlyMap<string, Asset> {
  const folder = join(import.meta.dirname, "browser");
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  return new Map([
    ["/", { type: "text/html; charset=utf-8", body: text("index.html") }],
    ...styles.map((name): [string, Asset] => [
      `/_orgwatch/assets/${name}.css`,
      { type: "text/css; charset=utf-8", body: text(`${name}.css`) },
    ]),
    ["/_orgwatch/assets/icon.svg", { type: "image/svg+xml", body: text("icon.svg") }],
    [
      "/_orgwatch/assets/page.js",
      { type: "text/javascript; charset=utf-8", body: bundle(join(folder, "main.ts")) },
    ],
  ]);
}

function bundle(entry: string): Uint8Array {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("esbuild made no file of the page's module");
  return file.contents;
}
