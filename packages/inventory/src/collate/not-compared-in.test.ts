import { runKeys } from "@orgwatch/core/inventory/run-keys";
import {
  account,
  before,
  both,
  denied,
  first,
  newWorld,
  queue,
  region,
  role,
  second,
  worldWithRunBefore,
} from "./testing/collate-world";

describe("what an account is not compared in", () => {
  it("says what the run before did not know of it: a kind that it could not read, and one that it did not ask for", async () => {
    const { leave, collate } = newWorld();
    await leave(first, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    await leave(first, region, { kinds: ["ec2/instance"], result: "partial", failures: [denied] });
    await collate(first);
    await leave(second, "global", { lines: [role("deploy")], kinds: ["iam/role", "iam/user"] });
    await leave(second, region, { lines: [queue("q-1")], kinds: both });
    const { changes, notCompared } = await collate(second);
    expect([changes?.appeared, notCompared]).toEqual([
      0,
      [
        { region: "*", kind: "iam/user", why: "not-asked", by: "before" },
        { region, kind: "sqs/queue", why: "not-read", by: "before" },
      ],
    ]);
  });

  it.each<[string, readonly string[], "not-asked" | "not-read"]>([
    ["did not look at it", [], "not-asked"],
    ["looked at it, and nobody wrote down what it found", [account.id], "not-read"],
  ])("is not compared where the run before %s", async (_, accounts, why) => {
    const { files, leave, collate } = newWorld();
    await files.writeJson(runKeys.scope(before), { ...first, accounts: accounts.map((id) => ({ id })) });
    await leave(second, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    const { changes, notCompared } = await collate(second);
    expect([changes, notCompared]).toEqual([undefined, [{ region: "*", why, by: "before" }]]);
  });

  it("does not miss the regions that nobody asked for", async () => {
    const { leave, collate } = await worldWithRunBefore();
    await leave(second, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    await leave(second, "us-east-1", { kinds: both });
    const { regions, notCompared } = await collate({ ...second, regions: ["us-east-1"], isPart: true });
    expect([regions, notCompared]).toEqual([
      { global: "read", "us-east-1": "read" },
      [{ region: "us-east-1", why: "not-asked", by: "before" }],
    ]);
  });
});
