// Writes a new lambda package and enters it into the list of all lambdas. The scaffold is a working schedule lambda to change.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./lambda-packages";

const [name = ""] = process.argv.slice(2);
if (!/^[a-z][a-z0-9-]{1,39}$/.test(name))
  fail("Usage: scripts/new-lambda <kebab-case-name, 2 to 40 characters>");
const folder = join(root, "packages", name);
if (existsSync(folder)) fail(`packages/${name} exists already`);
const variable = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function fail(words: string): never {
  console.error(words);
  process.exit(2);
}

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

write(
  "package.json",
  `${JSON.stringify(
    {
      name: `@orgwatch/${name}`,
      private: true,
      type: "module",
      exports: { "./manifest": "./manifest.ts", "./*": "./src/*.ts" },
      scripts: { test: 'jest --config ../../jest.config.js --roots "$PWD"' },
      dependencies: { "@orgwatch/core": "workspace:*", "@orgwatch/manifest": "workspace:*" },
    },
    null,
    2,
  )}\n`,
);
write(
  "manifest.ts",
  `// What ${name} is: Terraform, the sandbox, its configuration type, its IAM policy and its alarms follow from this.
import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { int } from "@orgwatch/manifest/environment";
import { schedule } from "@orgwatch/manifest/trigger";

/** Runs daily. */
export const ${variable} = defineLambda({
  name: "${name}",
  summary: "Says how many days are left of the year",
  impact: "Nobody knows how many days are left",
  stack: "infrasec-admin-global",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: schedule("rate(1 day)", "daily"),
  timeoutSeconds: 30,
  env: { LAST_MONTH: int({ fallback: 12 }) },
  allow: [],
});
`,
);
write(
  "src/handler.ts",
  `// The wiring of ${name}: a tick in, a log line out.
import { onSchedule } from "@orgwatch/core/on-schedule";
import { ${variable} } from "../manifest";
import { countDaysLeft } from "./count-days-left";

export const handler = onSchedule(${variable}, ({ config, log }) => async ({ at }) => {
  log.info("days left", { days: countDaysLeft(at, config.LAST_MONTH) });
});
`,
);
write(
  "src/count-days-left.ts",
  `// Decides how many days are left until the end of a month, today not counted.

const dayMs = 24 * 3600 * 1000;

/** Whole days (UTC) from \`now\` to the last day of \`month\` (1 to 12) in the same year. */
export function countDaysLeft(now: Date, month: number): number {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return (Date.UTC(now.getUTCFullYear(), month, 0) - today) / dayMs;
}
`,
);
write(
  "src/count-days-left.test.ts",
  `import { countDaysLeft } from "./count-days-left";

it.each([
  ["2030-12-31T23:59:59Z", 12, 0],
  ["2030-12-30T00:00:00Z", 12, 1],
  ["2032-02-01T12:00:00Z", 2, 28],
])("on %s, until the end of month %i: %i", (now, month, days) => {
  expect(countDaysLeft(new Date(now), month)).toBe(days);
});
`,
);
write(
  "README.md",
  `# ${name}

Once a day: \`{ at: 2030-12-30 }\` in, a log line «days left: 1» out.

## Configuration
<!-- generated:configuration -->
<!-- /generated -->

## When it breaks
The alarm on its errors names the impact; its log group has the reason. Run its tests alone with
\`npx pnpm@10.34.8 --filter ${name} test\`.
`,
);

/** Enters the package into packages/lambdas: its dependency, its import, its place in the list. */
function enter(): void {
  const packageFile = join(root, "packages/lambdas/package.json");
  const listed = JSON.parse(readFileSync(packageFile, "utf8"));
  listed.dependencies[`@orgwatch/${name}`] = "workspace:*";
  writeFileSync(packageFile, `${JSON.stringify(listed, null, 2)}\n`);
  const listFile = join(root, "packages/lambdas/src/all.ts");
  const list = readFileSync(listFile, "utf8")
    .replace(
      /\nconst manifests = \[/,
      `import * as ${variable} from "@orgwatch/${name}/manifest";\n$&${variable}, `,
    )
    .replace(/\n\n+const manifests/, "\n\nconst manifests");
  writeFileSync(listFile, list);
}

enter();
execFileSync("npx", ["--yes", "pnpm@10.34.8", "install", "--no-frozen-lockfile"], {
  cwd: root,
  stdio: "ignore",
});
const bin = (tool: string) => join(root, "node_modules/.bin", tool);
execFileSync(bin("biome"), ["check", "--write", folder, "packages/lambdas"], { cwd: root, stdio: "ignore" });
execFileSync(bin("tsx"), ["scripts/write-docs.ts"], { cwd: root, stdio: "inherit" });
console.log(`packages/${name} stands. Next:
  npx pnpm@10.34.8 --filter ${name} test
  npx pnpm@10.34.8 build && npx pnpm@10.34.8 synth`);
