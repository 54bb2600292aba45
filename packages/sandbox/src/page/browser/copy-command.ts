// A command with a button that copies it.
import type { PageCommand } from "../page-state";
import { button, element } from "./element";

const thanksMilliseconds = 2000;

/** The command in a box that scrolls by itself, so that a long line never widens the page. */
export function commandBox({ title, command }: PageCommand): HTMLElement {
  const code = element("code", {}, command);
  const copy = button("Copy", { class: "quiet", "aria-label": `Copy the command: ${title}` }, () => {
    void copyText(command, code).then((word) => {
      copy.textContent = word;
      setTimeout(() => {
        copy.textContent = "Copy";
      }, thanksMilliseconds);
    });
  });
  return element(
    "div",
    { class: "command" },
    element("div", { class: "command-head" }, element("span", {}, title), copy),
    element("pre", { tabindex: "0" }, code),
  );
}

/** Where the clipboard is closed to pages, the text is selected instead: one key press is left to the reader. */
async function copyText(text: string, shown: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied";
  } catch {
    getSelection()?.selectAllChildren(shown);
    return "Selected";
  }
}
