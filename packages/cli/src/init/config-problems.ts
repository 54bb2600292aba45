// What the configuration's own reader says about a configuration, or about a part of one.
import { InvalidOrgConfig, parseOrgConfig } from "@orgwatch/cdktf/org-config";

/** Every problem of it, each with its path; none when it is right. */
export function problemsOf(config: unknown): readonly string[] {
  try {
    parseOrgConfig(config);
    return [];
  } catch (error) {
    if (error instanceof InvalidOrgConfig) return error.problems;
    throw error;
  }
}

/** The problems of a part, while the rest is not there yet: those whose path begins with one of `paths`. */
export function problemsAt(paths: readonly string[], part: object): readonly string[] {
  return problemsOf(part).filter((problem) => paths.some((path) => problem.startsWith(path)));
}
