import { inOrder } from "./in-order";

/** Work that ends when it is told to. */
function controlled() {
  const begun: number[] = [];
  const ends = new Map<number, (failure?: Error) => void>();
  const work = (item: number) =>
    new Promise<string>((resolve, reject) => {
      begun.push(item);
      ends.set(item, (failure) => (failure ? reject(failure) : resolve(`#${item}`)));
    });
  return { begun, work, end: (item: number, failure?: Error) => ends.get(item)?.(failure) };
}

it("answers in order, whatever ends first, and works on so many ahead", async () => {
  const { begun, work, end } = controlled();
  const results = inOrder([1, 2, 3, 4], 2, work);
  const first = results.next();
  end(2);
  end(1);
  expect([(await first).value, begun]).toEqual(["#1", [1, 2]]);
  const second = results.next();
  expect([(await second).value, begun]).toEqual(["#2", [1, 2, 3]]);
  const third = results.next();
  end(3);
  expect([(await third).value, begun]).toEqual(["#3", [1, 2, 3, 4]]);
  end(4);
  expect([await results.next(), await results.next()]).toEqual([
    { value: "#4", done: false },
    { value: undefined, done: true },
  ]);
});

it("begins nothing new after a failure, and waits for what runs", async () => {
  const { begun, work, end } = controlled();
  const results = inOrder([1, 2, 3], 2, work);
  const first = results.next();
  end(1, new Error("no"));
  end(2);
  await expect(first).rejects.toThrow("no");
  expect([begun, await results.next()]).toEqual([[1, 2], { value: undefined, done: true }]);
});
