// Whether a rule takes findings of a severity: what EventBridge decides by the rule's pattern, as far as rules for findings go.
import { z } from "zod";

const numbers = z.object({ numeric: z.array(z.union([z.string(), z.number()])) });
const pattern = z.object({
  source: z.array(z.unknown()).optional(),
  "detail-type": z.array(z.unknown()).optional(),
  detail: z.object({ severity: z.array(z.unknown()).optional() }).optional(),
});

/** `pattern` is a rule's JSON. False also for a pattern that is not about findings, or that nobody can read. */
export function takesSeverity(json: string, severity: number): boolean {
  const read = pattern.safeParse(parsed(json)).data;
  if (!read?.source?.includes("aws.guardduty") || !read["detail-type"]?.includes("GuardDuty Finding"))
    return false;
  const conditions = read.detail?.severity;
  return conditions === undefined || conditions.some((condition) => holds(condition, severity));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A number, or `{"numeric": [">=", 4, "<", 7]}`; a severity is always there, so `exists` is true or of no use. */
function holds(condition: unknown, severity: number): boolean {
  if (condition === severity) return true;
  if (z.object({ exists: z.literal(true) }).safeParse(condition).success) return true;
  const terms = numbers.safeParse(condition).data?.numeric ?? [];
  const pairs = Array.from({ length: Math.floor(terms.length / 2) }, (_, index) => [
    terms[2 * index],
    terms[2 * index + 1],
  ]);
  return pairs.length > 0 && pairs.every(([operator, bound]) => compares(severity, operator, Number(bound)));
}

function compares(value: number, operator: string | number | undefined, bound: number): boolean {
  if (operator === ">=") return value >= bound;
  if (operator === ">") return value > bound;
  if (operator === "<=") return value <= bound;
  if (operator === "<") return value < bound;
  return operator === "=" && value === bound;
}
