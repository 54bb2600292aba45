// Types that the configuration names, read in a cell.
import type { Cell } from "@orgwatch/core/inventory/run-manifest";
import { memoryFiles } from "../files/testing/memory-files";
import { OutOfTime } from "./out-of-time";
import { readCell } from "./read-cell";
import { kindOfType } from "./read-cloud-control";
import { type Answer, errorOf, memoryReader } from "./testing/memory-reader";

const place = { run: "2030-01-07T09:00:00.000Z", account: "111111111111", region: "eu-west-1" };
const types = ["AWS::Foo::Bar", "AWS::Foo::Baz", "AWS::AppSync::GraphQLApi", "AWS::Foo::Slow"];
const kinds = types.map((type) => kindOfType({ type, scope: "regional", actions: [] }));

/** The cell, read where the types answer so, in their order; others have no resources. */
function read(answers: readonly (Error | undefined)[], earlier?: Cell): Promise<Cell> {
  const answer: Answer = ({ input }) => [
    answers[types.indexOf(String(input.TypeName))] ?? { ResourceDescriptions: [] },
  ];
  return readCell(
    { ...place, partition: "aws", kinds, earlier, isOn: true },
    { reader: memoryReader({ ListResources: answer }), files: memoryFiles(), now: () => new Date(place.run) },
  );
}

it("keeps apart the types that the region does not know or cannot list, also when the cell is read on", async () => {
  const unknown = [errorOf("TypeNotFoundException"), errorOf("UnsupportedActionException"), undefined];
  const earlier = await read([...unknown, new OutOfTime("too late")]);
  const failures = [expect.objectContaining({ kind: "AWS::Foo::Slow", type: "unfinished" })];
  const expected = {
    ...{ ...place, durationMs: 0 },
    unknownTypes: {
      "AWS::Foo::Bar": "TypeNotFoundException: AWS says no",
      "AWS::Foo::Baz": "UnsupportedActionException: AWS says no",
    },
    counts: { "AWS::Foo::Bar": 0, "AWS::Foo::Baz": 0, "AWS::AppSync::GraphQLApi": 0 },
    parts: [{ part: 0, kinds: types.slice(0, 3) }],
  };
  expect(earlier).toEqual({ ...expected, result: "unfinished", failures });
  expect(await read([], earlier)).toEqual({
    ...{ ...expected, result: "read", failures: [] },
    counts: { ...expected.counts, "AWS::Foo::Slow": 0 },
    parts: [...expected.parts, { part: 1, kinds: ["AWS::Foo::Slow"] }],
  });
});
