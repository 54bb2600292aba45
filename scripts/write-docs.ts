// Writes what comes from the manifests: tables into the READMEs, between `<!-- generated:… -->` marks, and the data of
// terraform/modules/member-account. `--check` only compares.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { manualOperations } from "@orgwatch/cli/manual-ops/operations";
import { renderInstructions } from "@orgwatch/cli/manual-ops/render-instructions";
import { lambdas, memberRoles, sweeps } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Variable } from "@orgwatch/manifest/environment";
import { type GrantTarget, grantsOf } from "@orgwatch/manifest/grants";
import {
  failoverTopicName,
  parameterName,
  queueName,
  stateMachineName,
  tableName,
} from "@orgwatch/manifest/names";
import type { QueueReference, RoleReference } from "@orgwatch/manifest/references";
import { ownerOf } from "@orgwatch/manifest/resolve-environment";
import type { QueueTrigger, Trigger } from "@orgwatch/manifest/trigger";
import { memberAccountData } from "../cdktf/baseline/member-account-data";
import { folderOf, root } from "./lambda-packages";

function triggerWords(trigger: Trigger): string {
  switch (trigger.kind) {
    case "queue":
      return sourceWords(trigger.from);
    case "schedule": {
      const early = trigger.alsoOn.map(({ name }) => `\`${name}\``);
      return early.length > 0 ? `${trigger.words}, and at once on ${early.join(", ")}` : trigger.words;
    }
    case "request":
      return `\`${trigger.method} ${trigger.path}\``;
    case "map-item":
      return `each item of the sweep \`${trigger.map}\``;
    case "sweep-step":
      return `the sweep \`${trigger.sweep}\` (${trigger.step})`;
  }
}

function sourceWords(from: QueueTrigger["from"]): string {
  if (from.kind === "bus") return `queue of the bus rule \`${from.name}\``;
  if (from.kind === "handed") return `queue \`${from.name}\`, filled by other lambdas`;
  if (from.kind === "bucket")
    return `queue of new objects in the bucket that the configuration calls \`${from.name}\``;
  const names = from.names.map((name) => (name === "failover" ? failoverTopicName : `<team>-${name}`));
  return `queues of ${names.map((name) => `\`${name}\``).join(", ")}`;
}

function queueWords({ lambda, source }: QueueReference): string {
  return `queue \`${queueName(lambda, source)}\``;
}

function roleWords({ name, account }: RoleReference): string {
  return `role \`${name}\` of ${account === "every" ? "every account" : "the management account"}`;
}

function variableWords(lambda: LambdaManifest, variable: Variable): string {
  switch (variable.kind) {
    case "secret":
      return `SecureString \`${parameterName(ownerOf(lambda, variable), variable.name)}\`${variable.optional ? " (optional)" : ""}`;
    case "setting":
      return `setting \`${parameterName(ownerOf(lambda, variable), variable.name)}\`, written by Terraform`;
    case "name":
      if (variable.of.kind === "queue") return queueWords(variable.of);
      return variable.of.kind === "table"
        ? `table \`${tableName(variable.of.name)}\``
        : roleWords(variable.of);
    case "queues":
      return `queues by name: ${Object.entries(variable.of)
        .map(([word, queue]) => `\`${word}\` ${queueWords(queue)}`)
        .join(", ")}`;
    case "regions":
      return "watched regions";
    case "int":
    case "text":
      return variable.fallback === undefined ? "required" : `default \`${variable.fallback}\``;
  }
}

function targetWords(lambda: LambdaManifest, on: GrantTarget): string {
  switch (on.kind) {
    case "table":
      return `table \`${tableName(on.name)}\`${on.region === "every" ? " in every region" : ""}`;
    case "secret":
    case "setting":
      return `parameter \`${parameterName(ownerOf(lambda, on), on.name)}\``;
    case "role":
      return roleWords(on);
    case "bucket":
      return `objects of the bucket that the configuration calls \`${on.name}\``;
    case "indexes":
      return `indexes of the table \`${tableName(on.table)}\``;
    case "queue":
      return queueWords(on);
    case "default-bus":
      return "the region's default event bus";
    case "any":
      return `\`*\`: ${on.because}`;
    case "own-queues":
      return "its queues";
    case "own-dead-letters":
      return "its dead-letter queue";
    case "own-log-group":
      return "its log group";
  }
}

function configurationTable(lambda: LambdaManifest): string {
  const variables = Object.entries(lambda.env).map(
    ([name, variable]) => `| \`${name}\` | ${variableWords(lambda, variable)} |`,
  );
  const grants = grantsOf(lambda).map(
    ({ actions, on }) =>
      `| ${actions.map((action) => `\`${action}\``).join(", ")} | ${targetWords(lambda, on)} |`,
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

function sweepTable(): string {
  const rows = sweeps.map(
    ({ name, summary, schedule, plan, each, finish, concurrency, timeoutMinutes, impact }) =>
      `| \`${stateMachineName(name)}\` | ${summary} | ${schedule.words} | ${plan} → ${each}, ${concurrency} at a time → ${finish}, in ${timeoutMinutes} minutes at most | ${impact} |`,
  );
  return ["| sweep | what it does | starts | steps | when it fails |", "|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

function roleTable(): string {
  const rows = memberRoles.map(
    ({ roleName, summary, stack, usedBy, actions, because }) =>
      `| \`${roleName}\` | \`${stack}\` | ${summary} | ${usedBy.join(", ")} | ${actions.map((action) => `\`${action}\``).join(", ")} on \`*\`: ${because} |`,
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
  const [start, end] = [`<!-- generated:${mark} -->`, "<!-- /generated -->"];
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) problems.push(`${relative(root, file)} has no ${start} … ${end}`);
  else texts.set(file, `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`);
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
fill(join(root, "cdktf/README.md"), "member-roles", roleTable());
fill(join(root, "terraform/modules/member-account/README.md"), "member-roles", roleTable());
texts.set(
  join(root, "terraform/modules/member-account/member-baseline.json"),
  formattedJson(memberAccountData()),
);
fill(join(root, "docs/manual-operations.md"), "operations", renderInstructions(manualOperations(lambdas)));

const check = process.argv.includes("--check");
const stale = [...texts].filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text);
for (const [file, text] of stale) {
  if (check) console.error(`${relative(root, file)} is out of date: run \`pnpm docs\``);
  else writeFileSync(file, text);
}
for (const problem of problems) console.error(problem);
if (problems.length > 0 || (check && stale.length > 0)) process.exitCode = 1;
