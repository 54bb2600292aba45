// Whether a pattern of a policy covers a value, with IAM's wildcards.

/** `*` is any text, `?` one character. */
export function matchesText(pattern: string, value: string): boolean {
  return /[*?]/.test(pattern) ? expressionOf(pattern).test(value) : pattern === value;
}

/** The patterns of a deployment's policies, which are compared with each of its calls. */
const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const source = pattern
    .split(/([*?])/)
    .map((part) => (part === "*" ? ".*" : part === "?" ? "." : part.replace(/[\\^$.|+()[\]{}]/g, "\\$&")))
    .join("");
  const expression = new RegExp(`^${source}$`, "s");
  expressions.set(pattern, expression);
  return expression;
}

/** ARNs are compared segment by segment, so that a wildcard does not reach over a colon; the sixth segment is the whole rest. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const [patterns, segments] = [segmentsOf(pattern), segmentsOf(arn)];
  return (
    patterns.length === segments.length &&
    patterns.every((segment, index) => matchesText(segment, segments[index] ?? ""))
  );
}

function segmentsOf(arn: string): string[] {
  const segments = arn.split(":");
  return [...segments.slice(0, 5), ...(segments.length > 5 ? [segments.slice(5).join(":")] : [])];
}
