import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { beginScope } from "./begin-scope";

const run = "2030-01-06T04:00:00.000Z";
const before = "2029-12-30T04:00:00.000Z";
const scope = {
  run,
  accounts: [{ id: "111111111111", name: "payments" }],
  regions: ["us-east-1"],
  exempt: [],
  leaveOut: [],
  cloudControl: [],
  isPart: false,
};
const file = { scope, items: [{ run, from: 0, to: 2 }] };

function memoryFiles(objects: Record<string, unknown>) {
  const writes: string[] = [];
  return {
    objects,
    writes,
    readJson: async (key: string) => objects[key],
    writeJson: async (key: string, value: unknown) => {
      writes.push(key);
      objects[key] = value;
    },
  };
}

it("writes the scope with the run before it, once", async () => {
  const files = memoryFiles({ [runKeys.latest]: { run: before } });
  const first = await beginScope(file, files);
  files.objects[runKeys.latest] = { run: "2030-01-05T00:00:00.000Z" };
  const second = await beginScope(file, files);
  const expected = { ...scope, previous: before };
  expect({ first, second, writes: files.writes, kept: files.objects[runKeys.scope(run)] }).toEqual({
    first: expected,
    second: expected,
    writes: [runKeys.scope(run)],
    kept: expected,
  });
});

it.each([
  ["there was none", undefined],
  ["the last one began later", { run: "2030-01-07T00:00:00.000Z" }],
  ["nobody understands what is written down", { run: 7 }],
])("compares with no run when %s", async (_why, latest) => {
  const files = memoryFiles(latest === undefined ? {} : { [runKeys.latest]: latest });
  expect(await beginScope(file, files)).toEqual(scope);
});
