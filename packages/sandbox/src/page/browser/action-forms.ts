// The forms under "Try it": one for each action that the sandbox offers.
import type { PageActionForm, PageField, PageState } from "../page-state";
import { commandBox } from "./copy-command";
import { element } from "./element";
import { postJson } from "./post-json";

/** Draws the actions, and the commands for a terminal, into `root`. */
export function drawActions(root: HTMLElement, { actions, description }: PageState): void {
  root.replaceChildren(
    ...actions.map(actionForm),
    ...(description.commands.length > 0
      ? [
          element(
            "section",
            { class: "terminal" },
            element("h3", {}, "In a terminal"),
            ...description.commands.map(commandBox),
          ),
        ]
      : []),
  );
}

function actionForm({ name, label, hint, fields }: PageActionForm): HTMLFormElement {
  const submit = element("button", { type: "submit", class: "primary" }, label);
  const result = element("p", { class: "result", role: "status" });
  const form = element(
    "form",
    { class: "action", "data-action": name },
    // A form of nothing but its button needs no heading that says the same.
    fields.length > 0 || hint !== undefined ? element("h3", {}, label) : undefined,
    hint === undefined ? undefined : element("p", { class: "hint" }, hint),
    ...fields.map((field) => fieldRow(name, field)),
    submit,
    result,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit.disabled = true;
    result.textContent = "Working…";
    void postJson(`/_orgwatch/actions/${encodeURIComponent(name)}`, valuesOf(form, fields)).then(
      (outcome) => {
        submit.disabled = false;
        result.className = outcome.good ? "result good" : "result bad";
        result.textContent = outcome.good ? (outcome.message ?? "Done") : outcome.words;
        submit.focus();
      },
    );
  });
  return form;
}

function fieldRow(action: string, field: PageField): HTMLElement {
  const id = `${action}-${field.name}`;
  const value = field.value === undefined ? undefined : String(field.value);
  const common = { id, name: field.name };
  if (field.kind === "checkbox")
    return element(
      "label",
      { class: "check", for: id },
      element("input", { ...common, type: "checkbox", checked: field.value === true ? "" : undefined }),
      field.label,
    );
  const input =
    field.kind === "select"
      ? element(
          "select",
          common,
          ...(field.options ?? []).map((option) =>
            element(
              "option",
              { value: option.value, selected: option.value === value ? "" : undefined },
              option.label,
            ),
          ),
        )
      : element("input", {
          ...common,
          type: field.kind,
          value,
          step: field.kind === "number" ? "any" : undefined,
        });
  return element("label", { for: id }, field.label, input);
}

/** The values by name: numbers and booleans as such; an empty number is left out. */
function valuesOf(form: HTMLFormElement, fields: readonly PageField[]): Record<string, unknown> {
  const data = new FormData(form);
  const values = fields.map(({ name, kind }): [string, unknown] => {
    const text = String(data.get(name) ?? "");
    if (kind === "checkbox") return [name, data.has(name)];
    return [name, kind === "number" ? (text === "" ? undefined : Number(text)) : text];
  });
  return Object.fromEntries(values);
}
