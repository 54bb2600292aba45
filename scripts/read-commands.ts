// The command lines, files and links that documents name, so that a test can look whether they are there.

/** Code in a document: the lines of its fences, and what stands between backticks. */
export function codeIn(markdown: string): readonly string[] {
  const fences = [...markdown.matchAll(/^ *```[^\n]*\n([\s\S]*?)^ *```/gm)].map(([, body = ""]) => body);
  const prose = markdown.replace(/^ *```[\s\S]*?^ *```/gm, "");
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
  return [...fences.flatMap((body) => body.replaceAll("\\\n", " ").split("\n")), ...spans];
}

/** The words after `orgwatch` in each command line, up to a pipe, a comment or the next command. */
export function orgwatchLines(code: readonly string[]): readonly (readonly string[])[] {
  return code.flatMap((line) =>
    [...line.matchAll(/(?:^|pnpm@[\d.]+ |… )orgwatch ([a-z][^|#&;)]*)/g)].map(([, rest = ""]) =>
      rest.trim().split(/\s+/),
    ),
  );
}

/** The scripts of package.json that command lines run through pnpm. */
export function pnpmScripts(code: readonly string[]): readonly string[] {
  return code.flatMap((line) =>
    [...line.matchAll(/\bpnpm@[\d.]+ ([a-z][\w-]*)/g)].map(([, script = ""]) => script),
  );
}

/** Targets of links and pictures, without those to the web. */
export function linksIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^https?:/.test(target));
}

/** Files of the repository that are named in code. Names with a blank to fill in, and what is built, are none. */
export function filesIn(code: readonly string[]): readonly string[] {
  return code.flatMap((line) =>
    [...line.matchAll(/(?<![\w/.:-])(?:cdktf|docs|packages|scripts|terraform)\/[\w./-]+/g)]
      .filter(({ index, 0: file }) => line[index + file.length] !== "<")
      .map(([file]) => file.replace(/[./]+$/, "")),
  );
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
