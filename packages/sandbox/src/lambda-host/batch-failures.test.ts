import { failedIds } from "./batch-failures";

const batch = ["m-1", "m-2"];

it.each([
  ["no answer", undefined, []],
  ["null", null, []],
  ["an answer without a list", {}, []],
  ["a null list", { batchItemFailures: null }, []],
  ["an empty list", { batchItemFailures: [] }, []],
  ["one failed message", { batchItemFailures: [{ itemIdentifier: "m-2" }] }, ["m-2"]],
  ["a message that was not in the batch", { batchItemFailures: [{ itemIdentifier: "m-9" }] }, batch],
  ["an entry without identifier", { batchItemFailures: [{ id: "m-1" }] }, batch],
  ["text", "ok", batch],
])("%s leaves the right messages in the queue", (_, answer, expected) => {
  expect(failedIds(answer, batch)).toEqual(expected);
});
