// The signs and words of a risk, the same as those of findings.
import type { Band } from "@orgwatch/manifest/routing";

/** The sign is never alone: the word says it to those who do not see colours. */
const bands: Readonly<Record<Band, { readonly sign: string; readonly word: string }>> = {
  critical: { sign: "🚨", word: "Critical" },
  high: { sign: "🔴", word: "High" },
  medium: { sign: "🟠", word: "Medium" },
  low: { sign: "🟡", word: "Low" },
  info: { sign: "🔵", word: "Info" },
};

/** «🚨 Critical» */
export function riskWords(risk: Band): string {
  return `${bands[risk].sign} ${bands[risk].word}`;
}
