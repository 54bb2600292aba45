// Whether a pattern of a policy covers a value, with IAM's wildcards.

/** `*` is any text, `?` one character. */
export function matchesText(pattern: string, value: string): boolean {
  const source = pattern
    .split(/([*?])/)
    .map((part) => (part === "*" ? ".*" : part === "?" ? "." : part.replace(/[\\^$.|+()[\]{}]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, "s").test(value);
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
