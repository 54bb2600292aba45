// Says what is wrong with an event pattern before it becomes a rule that never matches.
import { isRecord, readJson } from "../gateway/read-json";
import { operatorNames } from "./match-value";

/** The first problem in words; undefined for a good pattern. `text` is the pattern as JSON. */
export function patternProblem(text: string): string | undefined {
  const pattern = readJson(text);
  if (!isRecord(pattern)) return "Event pattern is not valid. Reason: it is not a JSON object";
  const problem = problemIn(pattern);
  return problem && `Event pattern is not valid. Reason: ${problem}`;
}

function problemIn(pattern: Readonly<Record<string, unknown>>): string | undefined {
  if (Object.keys(pattern).length === 0) return "Empty objects are not allowed";
  for (const [name, wanted] of Object.entries(pattern)) {
    const problem = problemOf(name, wanted);
    if (problem) return problem;
  }
  return undefined;
}

function problemOf(name: string, wanted: unknown): string | undefined {
  if (isRecord(wanted)) return problemIn(wanted);
  if (!Array.isArray(wanted)) return `"${name}" must be an object or an array`;
  if (wanted.length === 0) return "Empty arrays are not allowed";
  for (const filter of wanted) {
    const unknownOperator = Object.keys(isRecord(filter) ? filter : {}).find(
      (key) => !operatorNames.has(key),
    );
    if (name === "$or") {
      const problem = isRecord(filter) ? problemIn(filter) : `"$or" must be an array of objects`;
      if (problem) return problem;
    } else if (unknownOperator !== undefined) return `Unrecognized match type ${unknownOperator}`;
  }
  return undefined;
}
