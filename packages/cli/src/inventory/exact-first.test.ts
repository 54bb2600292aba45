import { exactFirst } from "./exact-first";

it.each<[number, readonly string[]]>([
  [100, ["B", "D", "a", "c", "e"]],
  // The first mention is held, the second is too much: from then on everything is written as it comes.
  [1, ["B", "a", "c", "D", "e"]],
])("writes mentions last, unless they are more than %d characters", (limit, expected) => {
  const written: string[] = [];
  const { add, end } = exactFirst((text) => written.push(text), limit);
  for (const [isExact, text] of [
    [false, "c"],
    [true, "B"],
    [false, "a"],
    [true, "D"],
    [false, "e"],
  ] as const)
    add(isExact, text);
  end();
  expect(written).toEqual(expected);
});
