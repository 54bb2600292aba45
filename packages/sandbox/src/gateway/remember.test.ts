import { remember } from "./remember";

/** Remembers in the order in which it was read. */
function counted() {
  let reads = 0;
  return remember(String, async (key: string) => {
    reads += 1;
    return `${key} read as ${reads}`;
  });
}

it("reads each key once, until it is forgotten", async () => {
  const { of, forget } = counted();
  expect([await of("a/1"), await of("b/1"), await of("a/1")]).toEqual([
    "a/1 read as 1",
    "b/1 read as 2",
    "a/1 read as 1",
  ]);
  forget();
  expect([await of("b/1"), await of("a/1")]).toEqual(["b/1 read as 3", "a/1 read as 4"]);
});

it("forgets only what begins as it is told", async () => {
  const { of, forget } = counted();
  await Promise.all(["a/1", "b/1", "a/2"].map(of));
  forget("a/");
  expect([await of("a/1"), await of("b/1"), await of("a/2")]).toEqual([
    "a/1 read as 4",
    "b/1 read as 2",
    "a/2 read as 5",
  ]);
});
