// Whether a file that is there may be replaced, and what of it is kept.
import { isUnedited } from "./render-config";

/** What becomes of the file that stands where init writes. */
export type Replacing = "nothing-there" | "own" | "example" | "forced" | "refused";

/** The organization that the shipped example names: nobody's. A file that names it was never deployed. */
const exampleId = '"o-a1b2c3d4e5"';

/** `present` is the file's text. Own and unedited text goes, the shipped example goes and a copy is kept; everything else needs `force`. */
export function replacing(present: string | undefined, force: boolean): Replacing {
  if (present === undefined) return "nothing-there";
  if (isUnedited(present)) return "own";
  if (present.includes(exampleId)) return "example";
  return force ? "forced" : "refused";
}

/** `org.config.ts.20300107T093045Z`: the copy of a file with things in it that somebody may want back. */
export function copyName(path: string, now: Date): string {
  return `${path}.${now.toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "")}`;
}
