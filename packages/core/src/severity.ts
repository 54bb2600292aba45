// GuardDuty's severity is a number; the words follow its own table (Low < 4, Medium < 7, High < 9, Critical 9-10).
import type { Band } from "@orgwatch/manifest/routing";

/** The word for GuardDuty's number. Compare numbers, never lists of words: new bands were added before. */
export function bandOf(score: number): Band {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return "low";
}

const order: readonly (Band | "ok")[] = ["ok", "info", "low", "medium", "high", "critical"];

/** Whether `next` is a graver band than `before`. */
export function isGraver(next: Band | "ok", before: Band | "ok"): boolean {
  return order.indexOf(next) > order.indexOf(before);
}
