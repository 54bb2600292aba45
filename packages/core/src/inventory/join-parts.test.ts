import { joinParts } from "./join-parts";
import type { Resource } from "./resource";
import type { Cell } from "./run-manifest";
import { sampleCell, sampleResource } from "./testing/sample-resource";

const parts = new Map<string, readonly Resource[]>();
async function* linesOf({ region }: Cell, part: number) {
  for (const resource of parts.get(`${region} ${part}`) ?? []) yield JSON.stringify(resource);
}
async function joined(cells: readonly Cell[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const { line, resource } of joinParts(cells, linesOf)) {
    expect(JSON.parse(line)).toEqual(resource);
    lines.push(`${resource.region} ${resource.kind} ${resource.id}`);
  }
  return lines;
}
const queue = (id: string, region = "eu-west-1") =>
  sampleResource(id, { service: "sqs", kind: "sqs/queue", region });

beforeEach(() => parts.clear());

it("keeps the order of the cells and of their parts, whatever order the parts were written down in", async () => {
  parts.set("global 0", [sampleResource("r", { region: "global" })]);
  parts.set("eu-west-1 0", [sampleResource("i-1")]).set("eu-west-1 1", [queue("q-1")]);
  const [first, second] = [
    { part: 0, kinds: ["ec2/instance"] },
    { part: 1, kinds: ["sqs/queue"] },
  ];
  const cells = [sampleCell({ region: "global" }), sampleCell({ parts: [second, first] })];
  expect(await joined(cells)).toEqual([
    "global ec2/instance r",
    "eu-west-1 ec2/instance i-1",
    "eu-west-1 sqs/queue q-1",
  ]);
});

it("leaves out kinds that were cut off, and has them from the part in which they are complete", async () => {
  parts.set("eu-west-1 0", [sampleResource("i-1"), queue("q-1"), sampleResource("i-2")]);
  parts.set("eu-west-1 1", [queue("q-1"), queue("q-2")]);
  const cell = sampleCell({
    parts: [
      { part: 0, kinds: ["ec2/instance"] },
      { part: 1, kinds: ["sqs/queue"] },
    ],
  });
  expect(await joined([cell])).toEqual([
    "eu-west-1 ec2/instance i-1",
    "eu-west-1 ec2/instance i-2",
    "eu-west-1 sqs/queue q-1",
    "eu-west-1 sqs/queue q-2",
  ]);
});

it("has nothing twice in a region, and the same id in two regions", async () => {
  parts.set("eu-west-1 0", [queue("q-1"), queue("q-1")]).set("eu-west-1 1", [queue("q-1")]);
  parts.set("us-east-1 0", [queue("q-1", "us-east-1")]);
  const [first, second] = [
    { part: 0, kinds: ["sqs/queue"] },
    { part: 1, kinds: ["sqs/queue"] },
  ];
  const cells = [sampleCell({ parts: [first, second] }), sampleCell({ region: "us-east-1", parts: [first] })];
  expect(await joined(cells)).toEqual(["eu-west-1 sqs/queue q-1", "us-east-1 sqs/queue q-1"]);
});

it("refuses a line of another shape, and does not repeat it", async () => {
  const wrong = async function* () {
    yield JSON.stringify({ ...sampleResource("i-1"), kind: 7, raw: "s3cret" });
  };
  await expect(joinParts([sampleCell()], wrong)[Symbol.asyncIterator]().next()).rejects.toThrow(
    /^a line of the inventory has another shape: kind$/,
  );
});
