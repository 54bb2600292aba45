// Writes what comes from the manifests: tables into the READMEs, between `<!-- generated:… -->` marks, and the data of
// terraform/modules/member-account. `--check` only compares.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { manualOperations } from "@orgwatch/cli/manual-ops/operations";
import { renderInstructions } from "@orgwatch/cli/manual-ops/render-instructions";
import { kinds } from "@orgwatch/inventory/kinds/kinds";
import { buckets, lambdas, memberRoles, sweeps } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Condition, MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import type { SweepManifest } from "@orgwatch/manifest/define-sweep";
import { grantsOf } from "@orgwatch/manifest/grants";
import { bucketName, stateMachineName } from "@orgwatch/manifest/names";
import { memberAccountData } from "../cdktf/baseline/member-account-data";
import { assumptionTable, costTable, priceTable } from "./cost-doc";
import { deployedResources } from "./deployed-resources";
import { exampleConfig } from "./example-words";
import { withGeneratedPart } from "./generated-part";
import { inventoryKindsTable } from "./inventory-kinds-table";
import { folderOf, root } from "./lambda-packages";
import { code, targetWords, triggerWords, variableWords } from "./manifest-words";
import { alarmImpactTable, alarmKindTable, patienceTable } from "./operate-doc";
import { doorTable, roleTable as everyRoleTable } from "./security-doc";

function configurationTable(lambda: LambdaManifest): string {
  const variables = Object.entries(lambda.env).map(
    ([name, variable]) => `| \`${name}\` | ${variableWords(lambda, variable)} |`,
  );
  const grants = grantsOf(lambda).map(
    ({ actions, on }) => `| ${code(actions)} | ${targetWords(lambda, on)} |`,
  );
  return [
    `Started by: ${triggerWords(lambda.trigger)}. Timeout ${lambda.timeoutSeconds} s, ${lambda.memoryMb} MB.`,
    "",
    "| variable | holds |",
    "|---|---|",
    ...variables,
    "",
    "| may | on |",
    "|---|---|",
    ...grants,
  ].join("\n");
}

function lambdaTable(lambdas: readonly LambdaManifest[]): string {
  const rows = lambdas.map(
    (lambda) =>
      `| [${lambda.name}](packages/${lambda.package}) | ${lambda.summary} | ${triggerWords(lambda.trigger)} | ${lambda.impact} |`,
  );
  return ["| lambda | what it does | started by | when it fails |", "|---|---|---|---|", ...rows].join("\n");
}

function stepWords({ plan, each, concurrency, second, finish, timeoutMinutes }: SweepManifest): string {
  const passes = [{ plan, each, concurrency }, ...(second ? [second] : [])].map(
    (pass) => `${pass.plan} → ${pass.each}, ${pass.concurrency} at a time`,
  );
  return `${[...passes, finish].join(" → ")}, in ${timeoutMinutes} minutes at most`;
}

function sweepTable(): string {
  const rows = sweeps.map(
    (sweep) =>
      `| \`${stateMachineName(sweep.name)}\` | ${sweep.summary} | ${sweep.schedule.words} | ${stepWords(sweep)} | ${sweep.impact} |`,
  );
  return ["| sweep | what it does | starts | steps | when it fails |", "|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

function bucketTable(): string {
  const rows = buckets.map(
    ({ bucket, stack, summary, expireDays }) =>
      `| \`${bucketName(bucket, "<account>")}\` | \`${stack}\` | ${summary} | ${expireDays === undefined ? "for ever" : `${expireDays} days, unless the configuration says otherwise`} |`,
  );
  return ["| bucket | stack | holds | kept |", "|---|---|---|---|", ...rows].join("\n");
}

/** A cell of a table that people still read holds no more. */
const mostActions = 40;

function actionWords(actions: readonly string[]): string {
  return actions.length <= mostActions
    ? code(actions)
    : `${actions.length} actions (terraform/modules/member-account/member-baseline.json lists them)`;
}

/** What a role may do, conditions as IAM has them. */
function mayWords({ actions, because, conditioned = [] }: MemberRoleManifest): string {
  return [
    `${actionWords(actions)} on \`*\`: ${because}`,
    ...conditioned.map((one) => `${code(one.actions)} on ${code(one.on)}${whereWords(one.condition)}`),
  ].join("; ");
}

function whereWords(condition: Condition): string {
  return Object.keys(condition).length === 0 ? "" : ` where \`${JSON.stringify(condition)}\``;
}

function roleTable(): string {
  const rows = memberRoles.map(
    (role) =>
      `| \`${role.roleName}\` | \`${role.stack}\` | ${role.summary} | ${role.usedBy.join(", ")} | ${mayWords(role)} |`,
  );
  return [
    "| role in every account | stack | what for | used by | may |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

const problems: string[] = [];
const texts = new Map<string, string>();

/** Replaces what stands between a file's marks. Marks that are missing are told at the end, so that the other files are written. */
function fill(file: string, mark: string, content: string) {
  const text = texts.get(file) ?? (existsSync(file) ? readFileSync(file, "utf8") : "");
  try {
    texts.set(file, withGeneratedPart(text, mark, content));
  } catch (error) {
    problems.push(`${relative(root, file)} ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** JSON as `biome check` wants it. */
function formattedJson(value: unknown): string {
  const { status, stdout, stderr } = spawnSync(
    join(root, "node_modules/.bin/biome"),
    ["format", "--stdin-file-path=data.json"],
    { cwd: root, input: JSON.stringify(value, undefined, 2), encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`biome cannot format the data: ${stderr}`);
  return stdout;
}

/** A package with several lambdas has a table for each. */
const markOf = (lambda: LambdaManifest) =>
  lambda.package === lambda.name ? "configuration" : `configuration-${lambda.name}`;
for (const lambda of lambdas)
  fill(join(folderOf(lambda), "README.md"), markOf(lambda), configurationTable(lambda));
fill(join(root, "README.md"), "lambdas", lambdaTable(lambdas));
fill(join(root, "cdktf/README.md"), "sweeps", sweepTable());
fill(join(root, "cdktf/README.md"), "buckets", bucketTable());
fill(join(root, "cdktf/README.md"), "member-roles", roleTable());
fill(join(root, "terraform/modules/member-account/README.md"), "member-roles", roleTable());
fill(join(root, "packages/inventory/README.md"), "inventory-kinds", inventoryKindsTable(kinds));
texts.set(
  join(root, "terraform/modules/member-account/member-baseline.json"),
  formattedJson(memberAccountData()),
);
fill(join(root, "docs/manual-operations.md"), "operations", renderInstructions(manualOperations(lambdas)));

const deployed = deployedResources(exampleConfig);
fill(join(root, "docs/operate.md"), "alarm-kinds", alarmKindTable(deployed));
fill(join(root, "docs/operate.md"), "alarm-impacts", alarmImpactTable(deployed));
fill(join(root, "docs/operate.md"), "patience", patienceTable(lambdas));
fill(join(root, "docs/security.md"), "roles", everyRoleTable(deployed, exampleConfig.homeRegion));
fill(join(root, "docs/security.md"), "doors", doorTable(deployed, exampleConfig.homeRegion));
fill(join(root, "docs/cost.md"), "cost", costTable());
fill(join(root, "docs/cost.md"), "cost-assumptions", assumptionTable());
fill(join(root, "docs/cost.md"), "cost-prices", priceTable());

const check = process.argv.includes("--check");
const stale = [...texts].filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text);
for (const [file, text] of stale) {
  if (check) console.error(`${relative(root, file)} is out of date: run \`pnpm docs\``);
  else writeFileSync(file, text);
}
for (const problem of problems) console.error(problem);
if (problems.length > 0 || (check && stale.length > 0)) process.exitCode = 1;
