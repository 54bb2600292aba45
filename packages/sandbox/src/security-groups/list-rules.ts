// DescribeSecurityGroupRules in pages, which moto answers all at once.
import { textOf } from "../gateway/read-json";
import type { RuleChange } from "./change-rules";
import { invalidValue } from "./ec2-refused";
import { numbered } from "./moto-form";
import { ruleSet } from "./rule-answers";
import { listOf } from "./wanted-rules";

/** By ids and filters; from `NextToken` on at most `MaxResults`, or all. It changes nothing. */
export const listRules: RuleChange = async ({ rules, accountId }, parameters) => {
  const filters = listOf(parameters.Filter).map(({ Name, Value }, at) => ({
    [`Filter.${at + 1}.Name`]: textOf(Name) ?? "",
    ...numbered(`Filter.${at + 1}.Value`, textsOf(Value)),
  }));
  const ids = numbered("SecurityGroupRuleId", textsOf(parameters.SecurityGroupRuleId));
  const found = await rules.find(Object.assign(ids, ...filters));
  const from = startOf(textOf(parameters.NextToken));
  const to = from + sizeOf(textOf(parameters.MaxResults));
  const next = to < found.length ? `<nextToken>${tokenOf(to)}</nextToken>` : "";
  return ruleSet(found.slice(from, to), accountId) + next;
};

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((text) => typeof text === "string") : [];
}

function sizeOf(asked: string | undefined): number {
  if (asked === undefined) return Number.POSITIVE_INFINITY;
  const size = Number(asked);
  if (!Number.isInteger(size) || size < 5 || size > 1000) {
    throw invalidValue(
      `Value ( ${asked} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  return size;
}

function tokenOf(start: number): string {
  return Buffer.from(`from ${start}`).toString("base64");
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, start] = /^from (\d+)$/.exec(Buffer.from(token, "base64").toString()) ?? [];
  if (start === undefined) throw invalidValue("Invalid value for parameter nextToken.");
  return Number(start);
}
