import { NeverAgain, TryLater } from "./errors";
import { runEach } from "./run-each";

const errors = { later: new TryLater("later"), never: new NeverAgain("never"), odd: new Error("odd") };
type Outcome = keyof typeof errors | "fine";

it.each<[Outcome[], Error | undefined]>([
  [["fine", "fine"], undefined],
  [["never", "odd", "fine", "later"], errors.later],
  [["never", "odd", "fine"], errors.odd],
  [["fine", "never", "fine"], errors.never],
])("does all of %j and throws the gravest failure", async (items, failure) => {
  const done: Outcome[] = [];
  const work = async (item: Outcome) => {
    done.push(item);
    if (item !== "fine") throw errors[item];
  };
  const thrown = await runEach(items, work).catch((error: unknown) => error);
  expect({ done, thrown }).toEqual({ done: items, thrown: failure });
});
