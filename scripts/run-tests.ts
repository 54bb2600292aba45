// Runs every level of the tests and adds up what passed. A level whose tool is missing is skipped with one line, and fails in CI.
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./lambda-packages";
import { missingTool, type Tool } from "./test-tools";

type Tally = { passed: number; failed: number; skipped: number };

/** A level is one command that passes or fails, or a run of jest whose tests are counted. */
type Level = {
  readonly name: string;
  readonly needs?: readonly Tool[];
  readonly command?: readonly string[];
  readonly jest?: readonly string[];
};

const special = "\\.(scenario|deployed|page)\\.test\\.ts$";

const levels: readonly Level[] = [
  { name: "types", command: ["tsc", "--noEmit"] },
  { name: "types of the page", command: ["tsc", "--noEmit", "-p", "packages/sandbox/src/page"] },
  { name: "types with AWS provider 6", command: ["tsc", "-p", "cdktf/tsconfig.aws6.json"] },
  { name: "lint and import directions", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "bundles", command: ["tsx", "scripts/build.ts"] },
  { name: "generated docs", command: ["tsx", "scripts/write-docs.ts", "--check"] },
  { name: "decisions", jest: ["--testPathIgnorePatterns", special, "<rootDir>/cdktf/", "/node_modules/"] },
  { name: "infrastructure", jest: ["cdktf/", "--testPathIgnorePatterns", special, "/node_modules/"] },
  { name: "scaffold", command: ["tsx", "scripts/check-scaffold.ts"] },
  { name: "HCL modules", needs: ["terraform"], command: ["tsx", "scripts/test-hcl.ts"] },
  { name: "scenarios", needs: ["moto"], jest: ["\\.scenario\\.test\\.ts$"] },
  { name: "deployed", needs: ["moto", "terraform"], jest: ["\\.deployed\\.test\\.ts$", "--runInBand"] },
  { name: "page", needs: ["chromium"], jest: ["\\.page\\.test\\.ts$"] },
];

const temporary = mkdtempSync(join(tmpdir(), "orgwatch-tests-"));

function run(command: readonly string[]): SpawnSyncReturns<Buffer> {
  const [name = "", ...args] = command;
  return spawnSync(join(root, "node_modules/.bin", name), args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, FORCE_COLOR: "0" },
  });
}

function runJest(name: string, args: readonly string[]): Tally {
  const report = join(temporary, `${name}.json`);
  run(["jest", "--json", "--outputFile", report, "--passWithNoTests=false", ...args]);
  try {
    const result: unknown = JSON.parse(readFileSync(report, "utf8"));
    return readReport(result);
  } catch (error) {
    console.error(`${name}: jest left no report (${String(error)})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A test file that cannot even start counts as one failure. */
function readReport(result: unknown): Tally {
  const count = (key: string) => {
    const value = typeof result === "object" && result !== null ? Object.entries(result) : [];
    return Number(value.find(([name]) => name === key)?.[1] ?? 0);
  };
  return {
    passed: count("numPassedTests"),
    failed: count("numFailedTests") + count("numRuntimeErrorTestSuites"),
    skipped: count("numPendingTests") + count("numTodoTests"),
  };
}

function runLevel(level: Level): Tally {
  const missing = level.needs?.map(missingTool).find((words) => words !== undefined);
  if (missing !== undefined) {
    const inCi = process.env.CI === "true";
    console.log(`${inCi ? "FAILED" : "skipped"}: ${level.name}: ${missing}`);
    return { passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1 };
  }
  if (level.jest) return runJest(level.name, level.jest);
  const ok = run(level.command ?? []).status === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

const only = process.argv.slice(2);
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const level of levels.filter(({ name }) => only.length === 0 || only.includes(name))) {
  console.log(`\n== ${level.name}`);
  const started = Date.now();
  const tally = runLevel(level);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`== ${level.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`);
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}
rmSync(temporary, { recursive: true });
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
