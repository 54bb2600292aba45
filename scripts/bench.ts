// Measures what the README claims: bundle size (of a split one what is read at the start), load time beside the lambda's AWS SDK clients alone, CPU per message.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { type BundleEntry, bundleLambda, bytesAtStart } from "./bundle-lambda";
import { cpuPerMessage } from "./cpu-per-message";
import { entryOf, folderOf, root } from "./lambda-packages";

const rounds = 21;
const goals = { kilobytes: 500, loadRatio: 1.3, cpuMs: 0.5 };

const temporary = mkdtempSync(join(tmpdir(), "orgwatch-bench-"));

/** What the lambda's sources import from the AWS SDK clients that its bundle keeps, as a module of its own. */
function clientsAlone({
  sources,
  clients,
}: {
  sources: readonly string[];
  clients: readonly string[];
}): string {
  const imports = sources.flatMap((file) => [
    ...readFileSync(join(root, file), "utf8").matchAll(/import \{([^}]*)\} from "(@aws-sdk\/client-[^"]+)"/g),
  ]);
  const names = new Map<string, Set<string>>();
  for (const [, list = "", client = ""] of imports)
    for (const name of list.split(",").map((part) => part.trim()))
      if (name !== "" && !name.startsWith("type "))
        names.set(client, (names.get(client) ?? new Set()).add(name));
  return [...names]
    .filter(([client]) => clients.includes(client))
    .map(([client, found]) => `export { ${[...found].join(", ")} } from "${client}";`)
    .join("\n");
}

/** Clients belong to the lambda's package or to core. */
const ofCore = join(root, "packages/core/node_modules");

async function bundle(entry: BundleEntry, name: string, isSplit = false) {
  const made = await bundleLambda(entry, { isSplit });
  const folder = join(temporary, name);
  mkdirSync(folder);
  for (const [file, code] of made.files) writeFileSync(join(folder, file), code);
  const { inputs, outputs } = made.metafile;
  const sources = Object.keys(inputs).filter((path) => path.startsWith("packages/"));
  const kept = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const clients = kept.flatMap(
    (path) => /@aws-sdk\/client-[a-z0-9-]+(?=\/dist-es\/[A-Za-z0-9]+Client\.js)/.exec(path)?.[0] ?? [],
  );
  return { file: join(folder, made.entry), bytes: bytesAtStart(made), sources, clients };
}

/** Milliseconds to load a bundle in a fresh process. */
function loadMs(file: string): number {
  const load = file.endsWith(".mjs") ? "await import" : "require";
  const script = `(async () => { const t = process.hrtime.bigint(); ${load}(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - t) / 1e6); })();`;
  return Number(execFileSync(process.execPath, ["--no-warnings", "-e", script], { encoding: "utf8" }));
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function verdict(value: number, goal: number): string {
  return value <= goal ? "met" : "**missed**";
}

async function row(manifest: LambdaManifest): Promise<string> {
  const { name } = manifest;
  const lambda = await bundle({ file: entryOf(manifest) }, name, manifest.isSplit);
  const text = clientsAlone(lambda);
  const alone = await bundle({ text, folder: folderOf(manifest), nodePaths: [ofCore] }, `${name}-clients`);
  const pairs = Array.from({ length: rounds }, () => [loadMs(lambda.file), loadMs(alone.file)] as const);
  const [load, clients] = [median(pairs.map(([one]) => one)), median(pairs.map(([, other]) => other))];
  const [size, ratio] = [lambda.bytes / 1024, load / clients];
  return `| ${name} | ${size.toFixed(0)} KB (${verdict(size, goals.kilobytes)}) | ${(alone.bytes / 1024).toFixed(0)} KB | ${load.toFixed(0)} ms | ${clients.toFixed(0)} ms | ${ratio.toFixed(2)} × (${verdict(ratio, goals.loadRatio)}) |`;
}

const rows: string[] = [];
for (const lambda of lambdas) rows.push(await row(lambda));
rmSync(temporary, { recursive: true });
const cpu = await cpuPerMessage();

const text = `# Benchmarks

Written by \`pnpm bench\` on Node ${process.version}, ${platform()} ${arch()}. Times depend on the machine and are noisy; the ratio is taken in one run,
each lambda's bundle alternating with a bundle of its AWS SDK clients alone, ${rounds} fresh processes each, medians.
Goals: bundle at most ${goals.kilobytes} KB, load at most ${goals.loadRatio} × its clients alone, at most ${goals.cpuMs} ms of CPU for a message.

| lambda | bundle | clients alone | load | clients' load | ratio |
|---|---|---|---|---|---|
${rows.join("\n")}

CPU for one GuardDuty finding in slack-notifier (read, route, draw, decide; all I/O in memory): ${cpu.toFixed(2)} ms (${verdict(cpu, goals.cpuMs)}).
`;
writeFileSync(join(root, "docs/benchmarks.md"), text);
console.log(text);
