// Decides whether an event matches a rule's pattern: the structure of patterns; match-value.ts has the operators.
import { isRecord } from "../gateway/read-json";
import { matchesFilter } from "./match-value";

/**
 * True when every field of the pattern matches. Several filters of one field are alternatives; an array in the event matches when
 * one of its members does, and an array of objects when one object matches the whole sub-pattern.
 */
export function matchesPattern(pattern: Readonly<Record<string, unknown>>, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((member) => matchesPattern(pattern, member));
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === "$or" && Array.isArray(wanted)) {
      return wanted.some((branch) => isRecord(branch) && matchesPattern(branch, event));
    }
    const actual = isRecord(event) ? event[name] : undefined;
    if (isRecord(wanted)) return matchesPattern(wanted, actual);
    return Array.isArray(wanted) && wanted.some((filter) => matchesField(filter, actual));
  });
}

function matchesField(filter: unknown, actual: unknown): boolean {
  const isLeaf = actual !== undefined && !isRecord(actual);
  if (isRecord(filter) && typeof filter.exists === "boolean") {
    return filter.exists === (isLeaf && !(Array.isArray(actual) && actual.length === 0));
  }
  if (!isLeaf) return false;
  return Array.isArray(actual)
    ? actual.some((member) => matchesFilter(filter, member))
    : matchesFilter(filter, actual);
}
