// How a lambda's sources become what Lambda loads. The same sources give the same bytes.
import { isBuiltin } from "node:module";
import { basename, join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { root } from "./lambda-packages";

/** `files` by their names beside each other; `entry` is the one that Lambda loads. */
export type LambdaBundle = {
  readonly entry: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly metafile: Metafile;
};

const common = {
  bundle: true,
  minify: true,
  keepNames: false,
  platform: "node",
  target: "node20",
  // The packages' ES modules can be tree-shaken, their CommonJS ones cannot: about half the size and load time.
  mainFields: ["module", "main"],
  // Inside Lambda credentials come from the environment only; the SDK's whole chain (SSO, ini files, web logins) stays out.
  // pdjs brings a fetch of its own from the time before Node had one.
  alias: {
    "@aws-sdk/credential-provider-node": join(root, "scripts/bundle/environment-credentials.ts"),
    "cross-fetch": join(root, "scripts/bundle/cross-fetch.ts"),
  },
  legalComments: "none",
  logLevel: "warning",
  write: false,
  metafile: true,
  outdir: "out",
} as const satisfies BuildOptions;

const whole = { ...common, format: "cjs" } as const satisfies BuildOptions;

/** esbuild splits ES modules only. What was written as CommonJS asks for Node's own modules by `require`, which they do not have. */
const split = {
  ...common,
  format: "esm",
  splitting: true,
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunk-[hash]",
  banner: {
    js: 'import{createRequire as nodeRequire}from"node:module";const require=nodeRequire(import.meta.url);',
  },
} as const satisfies BuildOptions;

/** Where esbuild begins: a file, or a module's text with the folder in which it would stand. */
export type BundleEntry =
  | { readonly file: string }
  | { readonly text: string; readonly folder: string; readonly nodePaths: readonly string[] };

/**
 * One file of CommonJS, which loads fastest; or ES modules, in which what sources `import()` stands in files of its own that are read when it is
 * needed.
 * @throws Error for an import of something that would not be in the bundle.
 */
export async function bundleLambda(
  entry: BundleEntry,
  { isSplit }: { readonly isSplit: boolean },
): Promise<LambdaBundle> {
  const { outputFiles, metafile } = await build({ ...(isSplit ? split : whole), ...inputOf(entry) });
  refuseMissing(metafile);
  const files = outputFiles.map(({ path, contents }) => [basename(path), contents] as const);
  return {
    entry: `${"file" in entry ? "index" : "stdin"}.${isSplit ? "mjs" : "js"}`,
    files: new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1))),
    metafile,
  };
}

function inputOf(entry: BundleEntry): Pick<BuildOptions, "entryPoints" | "stdin" | "nodePaths"> {
  if ("file" in entry) return { entryPoints: { index: entry.file } };
  const { text, folder, nodePaths } = entry;
  return { stdin: { contents: text, resolveDir: folder, loader: "ts" }, nodePaths: [...nodePaths] };
}

function refuseMissing({ outputs }: Metafile): void {
  const missing = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external === true && !isBuiltin(path));
  if (missing.length > 0)
    throw new Error(`imported, but not in the bundle: ${missing.map(({ path }) => path).join(", ")}`);
}

/** The files that are read when the lambda starts: its entry, and what that imports at once. */
export function filesAtStart({ entry, metafile }: LambdaBundle): ReadonlySet<string> {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const { path, kind, external } of outputs.get(name)?.imports ?? [])
      if (kind === "import-statement" && external !== true) add(basename(path));
  };
  add(entry);
  return found;
}

/** How big these are together. */
export function bytesAtStart(bundle: LambdaBundle): number {
  return [...filesAtStart(bundle)].reduce((sum, name) => sum + (bundle.files.get(name)?.length ?? 0), 0);
}
