import { compareAccount } from "./compare-account";
import { resource } from "./testing/sample-runs";

const file = (resources: readonly ReturnType<typeof resource>[]) =>
  async function* () {
    for (const one of resources) yield JSON.stringify(one);
  };

it("names what changed in any number of resources, a few at a time", async () => {
  const before = Array.from({ length: 7 }, (_, index) => resource(`i-${index}`, { raw: { Index: 0 } }));
  const now = before.map((one, index) => ({ ...one, raw: { Index: index } })).toReversed();
  const { appeared, vanished, changed } = await compareAccount(file(before), file(now), () => true, 2);
  const indexes = changed.map(({ id, fields }) => [id, fields]);
  expect([appeared, vanished, indexes.toSorted()]).toEqual([
    [],
    [],
    [1, 2, 3, 4, 5, 6].map((index) => [`i-${index}`, [{ field: "raw.Index", before: 0, now: index }]]),
  ]);
});

it("takes nothing for changed where one of the runs lacks details", async () => {
  const [one, other] = [resource("i-1", { raw: { Policy: "p" } }), resource("i-1")];
  expect(await compareAccount(file([one]), file([other, resource("i-2")]), () => "presence")).toEqual({
    appeared: [{ region: "eu-central-1", kind: "ec2/instance", id: "i-2" }],
    vanished: [],
    changed: [],
  });
});

it("compares nothing that one of the runs could not read", async () => {
  const [one, other] = [resource("i-1"), resource("i-2", { region: "us-east-1" })];
  const isRead = ({ region }: { readonly region: string }) => region === "us-east-1";
  expect(await compareAccount(file([one]), file([other]), isRead)).toEqual({
    appeared: [{ region: "us-east-1", kind: "ec2/instance", id: "i-2" }],
    vanished: [],
    changed: [],
  });
});
