// The parts of documents that programs write stand between `<!-- generated:… -->` and `<!-- /generated -->`.

const end = "<!-- /generated -->";

/** What stands between a document's marks, without the line breaks beside them. @throws Error when a mark is missing. */
export function generatedPart(document: string, mark: string): string {
  const { from, to } = placeOf(document, mark);
  return document.slice(from, to).trim();
}

/** The document with other content between its marks. @throws Error when a mark is missing. */
export function withGeneratedPart(document: string, mark: string, content: string): string {
  const { from, to } = placeOf(document, mark);
  return `${document.slice(0, from)}\n${content}\n${document.slice(to)}`;
}

function placeOf(document: string, mark: string): { readonly from: number; readonly to: number } {
  const start = `<!-- generated:${mark} -->`;
  const at = document.indexOf(start);
  const to = document.indexOf(end, at);
  if (at < 0 || to < 0) throw new Error(`has no ${start} … ${end}`);
  return { from: at + start.length, to };
}
