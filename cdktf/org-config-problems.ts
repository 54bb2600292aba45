// zod's issues as sentences with a path that a user can find in the file.
import type { z } from "zod";

/** `teams[1].channels.default.id: "#security" is not …`, one for each problem, in the file's order. */
export function readableProblems(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => problemsOf(issue, []));
}

function problemsOf(issue: z.core.$ZodIssue, parents: readonly PropertyKey[]): string[] {
  const path = [...parents, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${pathText([...path, key])}: is not a setting that Orgwatch knows`);
  }
  const at = path.length === 0 ? "the configuration" : pathText(path);
  return [`${at}: ${messageOf(issue)}`];
}

function messageOf(issue: z.core.$ZodIssue): string {
  // zod's own words (ours do not start so); it says what it got only in there.
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input"))
    return issue.message.endsWith("received undefined")
      ? "is missing"
      : `must be of the type ${issue.expected}`;
  if (issue.code === "invalid_value")
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
  return issue.message;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`))
    .join("");
}
