import { denied, first, newWorld, region } from "./testing/collate-world";

it("says which types none of its regions knows, as far as all could be asked", async () => {
  const type = (name: string, scope: "regional" | "global" = "regional") => ({
    ...{ type: `AWS::Foo::${name}`, scope, actions: [] },
  });
  const [words, far] = ["TypeNotFoundException: no such type", "us-east-1"];
  const unknown = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [`AWS::Foo::${name}`, words]));
  const cloudControl = [type("Nowhere"), type("Here"), type("Maybe"), type("World", "global")];
  const scope = { ...first, regions: [region, far, "me-south-1"], cloudControl };
  const kinds = ["Nowhere", "Here", "Maybe"].map((name) => `AWS::Foo::${name}`);
  const { leave, collate } = newWorld();
  await leave(scope, "global", { kinds: ["AWS::Foo::World"], unknownTypes: unknown("World") });
  await leave(scope, region, { kinds, unknownTypes: unknown("Nowhere", "Maybe", "Here") });
  const maybe = { ...denied, region: far, kind: "AWS::Foo::Maybe" };
  const read = { kinds: kinds.slice(0, 2), unknownTypes: unknown("Nowhere") };
  await leave(scope, far, { ...read, result: "partial", failures: [maybe] });
  await leave(scope, "me-south-1", { kinds: [], result: "skipped" });
  const { counts, unknownTypes, failures } = await collate(scope);
  expect({ counts, unknownTypes, failures }).toEqual({
    counts: { "AWS::Foo::Here": 0 },
    unknownTypes: unknown("Nowhere", "World"),
    failures: [maybe],
  });
});
