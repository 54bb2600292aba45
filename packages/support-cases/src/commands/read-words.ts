// What stands behind `/cases`, read as people write it: the words may come in any order, and none is needed.
import { severityCodes } from "@orgwatch/core/support-cases/case";

/** What is asked for. `account` is an id of 12 digits, or a name or a part of it. */
export type Ask = {
  readonly which: "open" | "all";
  readonly account: { readonly id: string } | { readonly name: string } | undefined;
  readonly severity: (typeof severityCodes)[number] | undefined;
};

/** An ask, or what to tell instead: plain help, or what was wrong. */
export type Asked =
  | { readonly kind: "ask"; readonly ask: Ask }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly because: string };

/** More than the longest name of an account (50 characters) with everything else. */
const longestText = 200;

/** Words between quotes (of any kind: Slack makes them curly) are a name, whatever they say. */
const words = /["“”«»„]([^"“”«»„]+)["“”«»„]|(\S+)/g;

/** Reads the text of the command. */
export function readWords(text: string): Asked {
  if (text.length > longestText) return wrong("That is too long.");
  let which: Ask["which"] | undefined;
  let severity: Ask["severity"];
  let id: string | undefined;
  const names: string[] = [];
  for (const [, quoted, word = ""] of text.matchAll(words)) {
    const plain = word.toLowerCase();
    const grave = severityCodes.find((one) => one === plain);
    if (quoted !== undefined) names.push(quoted.trim());
    else if (plain === "help" || plain === "?") return { kind: "help" };
    else if (plain === "open" || plain === "all") {
      if (which !== undefined && which !== plain) return wrong("It is either open or all.");
      which = plain;
    } else if (grave) {
      if (severity !== undefined && severity !== grave) return wrong("Only one severity at a time.");
      severity = grave;
    } else if (isNumber(plain)) {
      const digits = plain.replaceAll("-", "");
      if (digits.length !== 12) return wrong("An account id has 12 digits.");
      if (id !== undefined && id !== digits) return wrong("Only one account at a time.");
      id = digits;
    } else names.push(word);
  }
  if (id !== undefined && names.length > 0) return wrong("Either an account's id or its name.");
  const name = names.join(" ");
  const account = id === undefined ? (name === "" ? undefined : { name }) : { id };
  return { kind: "ask", ask: { which: which ?? "open", account, severity } };
}

function wrong(because: string): Asked {
  return { kind: "wrong", because };
}

/** `444444444444`, or as the console writes it: `4444-4444-4444`. */
function isNumber(word: string): boolean {
  return /^\d[\d-]*$/.test(word);
}
