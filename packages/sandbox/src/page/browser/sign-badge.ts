// A badge of a sign and its words.
import { element } from "./element";
import type { Sign } from "./incident-words";

/** The sign is for the eye only; the words say the same. */
export function signBadge({ sign, words, tone }: Sign): HTMLElement {
  return element(
    "span",
    { class: tone === "calm" ? "badge" : `badge ${tone}` },
    element("span", { "aria-hidden": "true" }, `${sign} `),
    words,
  );
}
