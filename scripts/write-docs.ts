// Writes the tables that come from the manifests into the READMEs, between `<!-- generated:… -->` marks. `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { manualOperations } from "@orgwatch/cli/manual-ops/operations";
import { renderInstructions } from "@orgwatch/cli/manual-ops/render-instructions";
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Variable } from "@orgwatch/manifest/environment";
import { type GrantTarget, grantsOf } from "@orgwatch/manifest/grants";
import { failoverTopicName, parameterName, queueName, tableName } from "@orgwatch/manifest/names";
import type { QueueReference } from "@orgwatch/manifest/references";
import { ownerOf } from "@orgwatch/manifest/resolve-environment";
import type { QueueTrigger, Trigger } from "@orgwatch/manifest/trigger";
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
      return `items of the map \`${trigger.map}\``;
  }
}

function sourceWords(from: QueueTrigger["from"]): string {
  if (from.kind === "bus") return `queue of the bus rule \`${from.name}\``;
  if (from.kind === "handed") return `queue \`${from.name}\`, filled by other lambdas`;
  const names = from.names.map((name) => (name === "failover" ? failoverTopicName : `<team>-${name}`));
  return `queues of ${names.map((name) => `\`${name}\``).join(", ")}`;
}

function queueWords({ lambda, source }: QueueReference): string {
  return `queue \`${queueName(lambda, source)}\``;
}

function variableWords(lambda: LambdaManifest, variable: Variable): string {
  switch (variable.kind) {
    case "secret":
      return `SecureString \`${parameterName(ownerOf(lambda, variable), variable.name)}\`${variable.optional ? " (optional)" : ""}`;
    case "setting":
      return `setting \`${parameterName(lambda.stack, variable.name)}\`, written by Terraform`;
    case "name":
      if (variable.of.kind === "queue") return queueWords(variable.of);
      return variable.of.kind === "table"
        ? `table \`${tableName(variable.of.name)}\``
        : `role \`${variable.of.name}\` of the management account`;
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
      return `role \`${on.name}\``;
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

/** The text with what stands between the marks replaced; an error when the marks are missing. */
function withGenerated(text: string, mark: string, content: string, file: string): string {
  const [start, end] = [`<!-- generated:${mark} -->`, "<!-- /generated -->"];
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${file} has no ${start} … ${end}`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

const texts = new Map<string, string>();
function fill(file: string, mark: string, content: string) {
  const text = texts.get(file) ?? (existsSync(file) ? readFileSync(file, "utf8") : "");
  texts.set(file, withGenerated(text, mark, content, relative(root, file)));
}

/** A package with several lambdas has a table for each. */
const markOf = (lambda: LambdaManifest) =>
  lambda.package === lambda.name ? "configuration" : `configuration-${lambda.name}`;
for (const lambda of lambdas)
  fill(join(folderOf(lambda), "README.md"), markOf(lambda), configurationTable(lambda));
fill(join(root, "README.md"), "lambdas", lambdaTable(lambdas));
fill(join(root, "docs/manual-operations.md"), "operations", renderInstructions(manualOperations(lambdas)));

const check = process.argv.includes("--check");
const stale = [...texts].filter(([file, text]) => readFileSync(file, "utf8") !== text);
for (const [file, text] of stale) {
  if (check) console.error(`${relative(root, file)} is out of date: run \`pnpm docs\``);
  else writeFileSync(file, text);
}
if (check && stale.length > 0) process.exitCode = 1;
