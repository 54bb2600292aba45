// Reads the flat XML of moto's query answers: elements without attributes that do not nest in elements of their own name.

/** The inner XML of each `<tag>`, in order. */
export function elementsOf(xml: string, tag: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map(([, inner = ""]) => inner);
}

/** The summaries of ListStackInstances, each with its `<member>` tags. They hold lists with members of their own. */
export function instanceSummaries(xml: string): readonly string[] {
  const [, inner = ""] = /<Summaries>(.*)<\/Summaries>/s.exec(xml) ?? [];
  return inner.split(/(?=<member><StackSetId>)/).filter((summary) => summary !== "");
}

/** The text of the first `<tag>`; empty when there is none. */
export function textIn(xml: string, tag: string): string {
  const [inner = ""] = elementsOf(xml, tag);
  return decoded(inner);
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&#34;": '"',
  "&amp;": "&",
};

function decoded(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp|#39|#34);/g, (entity) => entities[entity] ?? entity);
}
