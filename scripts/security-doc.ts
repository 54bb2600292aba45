// The tables of docs/security.md: every role with its trust and actions, and every door that a policy opens in a resource.
import {
  type PolicyStatement,
  type RoleAndPolicies,
  rolesOfTemplate,
  statementsOf,
} from "../cdktf/testing/read-policies";
import type { Deployed } from "./deployed-resources";
import { inWords } from "./example-words";

type Role = RoleAndPolicies & { readonly account: string; readonly stack: string };

const code = (text: string) => `\`${inWords(text)}\``;
const once = (texts: readonly string[]) => [...new Set(texts)];
const cell = (texts: readonly string[]) => once(texts).join("<br>");

/** One row for each role of the home region; the other regions' roles are the same under their region's name. */
export function roleTable(resources: readonly Deployed[], homeRegion: string): string {
  const own = resources.filter(({ region }) => region === homeRegion);
  const rows = [...own.flatMap(memberRoles), ...terraformRoles(own)].map(
    ({ account, stack, name, trust, may }) => {
      const trusted = trust.map((one) => `${whoWords(one)}${conditionWords(one)}`);
      return `| ${code(name)} | ${account} | ${code(stack)} | ${cell(trusted)} | ${cell(may.map(mayWords))} |`;
    },
  );
  return table(["role", "account", "stack", "may be taken by", "may"], rows);
}

/** What others may do with a resource by its own policy. */
export function doorTable(resources: readonly Deployed[], homeRegion: string): string {
  const rows = resources
    .filter(({ type, region }) => type !== "aws_iam_role_policy" && region === homeRegion)
    .flatMap(({ type, attributes }) => statementsAbout(type, attributes).map((one) => ({ type, one })))
    .map(({ type, one }) => {
      const kind = type
        .replace(/^aws_/, "")
        .replace(/_(policy|permission)$/, "")
        .replaceAll("_", " ");
      // What is refused is refused by all of a kind: one row.
      return one.Effect === "Deny"
        ? `| every ${kind} | refused: ${whoWords(one)} | ${mayWords({ ...one, Resource: [] })} |`
        : `| ${kind} | ${whoWords(one)} | ${mayWords(one)} |`;
    });
  return table(["resource", "who", "may"], rows);
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`, ...once(rows)].join("\n");
}

function terraformRoles(resources: readonly Deployed[]): readonly Role[] {
  const policies = resources.filter(({ type }) => type === "aws_iam_role_policy");
  return resources
    .filter(({ type }) => type === "aws_iam_role")
    .map(({ stack, attributes }) => ({
      account: stack === "org-root" ? "management" : "security",
      stack,
      name: String(attributes.name),
      trust: statementsOf(String(attributes.assume_role_policy)),
      may: policies
        .filter((one) => one.stack === stack && one.attributes.role === attributes.name)
        .flatMap((one) => statementsOf(String(one.attributes.policy))),
    }));
}

/** The member baseline's roles; no other resource has a template that reaches every account. */
function memberRoles({ type, stack, attributes }: Deployed): readonly Role[] {
  if (type !== "aws_cloudformation_stack_set") return [];
  return rolesOfTemplate(String(attributes.template_body)).map((role) => ({
    ...role,
    account: "every",
    stack,
  }));
}

/** The statements of a resource's own policy; what lets another service start a lambda is one too. */
function statementsAbout(type: string, attributes: Record<string, unknown>): readonly PolicyStatement[] {
  if (type === "aws_lambda_permission")
    return [
      {
        Effect: "Allow",
        Principal: { Service: [String(attributes.principal)] },
        Action: [String(attributes.action)],
        Resource: [String(attributes.function_name)],
        Condition: { ArnLike: { "aws:SourceArn": [String(attributes.source_arn)] } },
      },
    ];
  return typeof attributes.policy === "string" ? statementsOf(attributes.policy) : [];
}

function whoWords({ Principal = {} }: PolicyStatement): string {
  const who = Object.values(Principal).flat();
  return who.map((one) => (one === "*" ? "anybody" : code(one))).join(", ");
}

function mayWords(one: PolicyStatement): string {
  const on = once((one.Resource ?? []).map(code)).join(", ");
  return `${one.Action.map(code).join(", ")}${on ? ` on ${on}` : ""}${conditionWords(one)}`;
}

function conditionWords({ Condition = {} }: PolicyStatement): string {
  const words = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, values]) => `${operator} ${code(key)} ${once(values.map(code)).join(", ")}`,
    ),
  );
  return words.length > 0 ? `, if ${words.join(" and ")}` : "";
}
