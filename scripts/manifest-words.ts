// Manifests in words, for the tables in the READMEs.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { NameOf, Variable } from "@orgwatch/manifest/environment";
import type { GrantTarget } from "@orgwatch/manifest/grants";
import { bucketName, failoverTopicName, parameterName, queueName, tableName } from "@orgwatch/manifest/names";
import type { ConfiguredReference, QueueReference, RoleReference } from "@orgwatch/manifest/references";
import { ownerOf } from "@orgwatch/manifest/resolve-environment";
import type { QueueTrigger, Trigger } from "@orgwatch/manifest/trigger";

/** Words as code, with commas between them. */
export function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}

/** What starts a lambda. */
export function triggerWords(trigger: Trigger): string {
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
      return `each item of the sweep \`${trigger.map}\`${trigger.pass === "second" ? " (second pass)" : ""}`;
    case "sweep-step":
      return `the sweep \`${trigger.sweep}\` (${trigger.step === "second" ? "second plan" : trigger.step})`;
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

function bucketWords(bucket: string): string {
  return `bucket \`${bucketName(bucket, "<account>")}\``;
}

function nameWords(of: NameOf["of"]): string {
  switch (of.kind) {
    case "queue":
      return queueWords(of);
    case "table":
      return `table \`${tableName(of.name)}\``;
    case "own-bucket":
      return bucketWords(of.name);
    case "role":
      return roleWords(of);
  }
}

const configuredWords: Readonly<Record<ConfiguredReference["name"], string>> = {
  "mail-identity": "whom the configuration lets mails be sent as",
  "search-domain": "the domain of Amazon OpenSearch that the configuration names",
};

/** What a variable holds. */
export function variableWords(lambda: LambdaManifest, variable: Variable): string {
  switch (variable.kind) {
    case "secret":
      return `SecureString \`${parameterName(ownerOf(lambda, variable), variable.name)}\`${variable.optional ? " (optional)" : ""}`;
    case "setting":
      return `setting \`${parameterName(ownerOf(lambda, variable), variable.name)}\`, written by Terraform`;
    case "name":
      return nameWords(variable.of);
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

/** What a statement of a lambda's role is about. */
export function targetWords(lambda: LambdaManifest, on: GrantTarget): string {
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
    case "own-bucket":
      return bucketWords(on.name);
    case "configured":
      return `${configuredWords[on.name]}; nothing where it names none`;
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
