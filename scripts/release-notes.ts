// What CHANGELOG.md says of a version: no release without it, and the text of the release on GitHub.

/**
 * The section of a version (https://keepachangelog.com), without its heading.
 * @throws Error when there is none, or nothing in it.
 */
export function notesOf(version: string, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  const notes =
    section
      ?.split("\n")
      .slice(1)
      .join("\n")
      .replace(/^\[[^\]]+\]: .*$/gm, "")
      .trim() ?? "";
  if (notes === "") throw new Error(`CHANGELOG.md says nothing of version ${version}`);
  return `${notes}\n`;
}
