// Writers and the file that they write together.
import { lineQueue } from "./line-queue";

const turn = () => new Promise((resolve) => setImmediate(resolve));

it("hands lines on in their order, and ends", async () => {
  const queue = lineQueue(10);
  const read: string[] = [];
  const reading = (async () => {
    for await (const line of queue.lines) read.push(line);
  })();
  for (const line of ["first", "second", "third"]) await queue.put(line);
  queue.end();
  await reading;
  expect(read).toEqual(["first", "second", "third"]);
});

it("lets a writer wait until somebody reads", async () => {
  const queue = lineQueue(10);
  let written = 0;
  const writing = (async () => {
    for (let line = 0; line < 100; line += 1) {
      await queue.put("12345");
      written += 1;
    }
    queue.end();
  })();
  await turn();
  const before = written;
  let most = 0;
  let read = 0;
  for await (const _ of queue.lines) {
    read += 1;
    most = Math.max(most, written - read);
    await turn();
  }
  await writing;
  expect({ before, read, isBounded: most <= 4 }).toEqual({ before: 2, read: 100, isBounded: true });
});

it("tells writers when nobody reads any more, or never did", async () => {
  const queue = lineQueue(1);
  await queue.put("a");
  const waiting = queue.put("b");
  queue.leave();
  await expect(waiting).rejects.toMatchObject({ name: "NoReader" });
  await expect(queue.put("c")).rejects.toMatchObject({ name: "NoReader" });
});
