// Slack's confirm dialog: asks before a button is pressed.
import { button, element } from "./element";

/** The texts as the block has them. */
export type Question = {
  readonly title: string;
  readonly words: readonly Node[];
  readonly yes: string;
  readonly no: string;
  readonly danger: boolean;
};

/** Whether the visitor says yes. Escape and everything else that closes the dialog is a no. */
export function askFirst({ title, words, yes, no, danger }: Question): Promise<boolean> {
  return new Promise((answer) => {
    const close = (sure: boolean) => dialog.close(sure ? "yes" : "");
    const dialog = element(
      "dialog",
      { class: "ask", "aria-labelledby": "ask-title" },
      element("h2", { id: "ask-title" }, title),
      element("p", { class: "block-text" }, ...words),
      element(
        "div",
        { class: "ask-buttons" },
        button(no, { class: "button" }, () => close(false)),
        button(yes, { class: danger ? "button danger filled" : "primary" }, () => close(true)),
      ),
    );
    dialog.addEventListener("close", () => {
      const sure = dialog.returnValue === "yes";
      // Only now: taken away while it is open, it could not give the keyboard back to the button.
      dialog.remove();
      answer(sure);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
