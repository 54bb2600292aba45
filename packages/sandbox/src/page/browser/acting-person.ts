// Who acts on the page: the one choice behind Slack's buttons and PagerDuty's.
import type { PagePerson } from "../page-state";
import { element } from "./element";

export type ActingPerson = {
  readonly show: (people: readonly PagePerson[]) => void;
  /** undefined when the sandbox has nobody. */
  readonly chosen: () => PagePerson | undefined;
  /** A person's name by Slack's user id; the id itself when nobody has it. */
  readonly nameOf: (id: string) => string;
};

/** Draws the choice into `root`; the first person is chosen until the visitor chooses another. */
export function newActingPerson(root: HTMLElement): ActingPerson {
  const select = element("select", { id: "person" });
  let people: readonly PagePerson[] = [];
  root.append(element("label", { for: "person" }, "Acting as"), select);
  return {
    show: (shown) => {
      const before = select.value;
      people = shown;
      root.hidden = people.length === 0;
      select.replaceChildren(...people.map(({ id, name }) => element("option", { value: id }, name)));
      if (people.some(({ id }) => id === before)) select.value = before;
    },
    chosen: () => people.find(({ id }) => id === select.value),
    nameOf: (wanted) => people.find(({ id }) => id === wanted)?.name ?? wanted,
  };
}
