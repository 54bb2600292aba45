import { runInventory } from "./testing/memory-inventory";
import { begun, denied, latest, payments, resource, run, runs } from "./testing/sample-runs";

const objects = {
  ...run(runs.first, { [payments]: { failures: [denied()] } }),
  ...run(runs.before, { [payments]: { resources: [resource("i-1")] } }, { isPart: true }),
  ...begun(runs.latest, 1),
  ...latest(runs.first),
};

it("lists the newest first", async () => {
  expect(await runInventory(["runs"], { objects })).toMatchObject({
    code: 0,
    out: `run                       finished                      result        of          accounts  regions  resources  failures
2030-01-07T09:00:00.000Z  -                             not finished  everything  2         2        -          -
2029-12-31T09:00:00.000Z  2029-12-31 10:42 (09:42 UTC)  complete      a part      1         2        1          0
2029-12-24T09:00:00.000Z  2029-12-24 10:42 (09:42 UTC)  partial       everything  1         2        0          1

Times are in Europe/Berlin, runs are called in UTC.
`,
  });
});

it("lists so many as JSON and as CSV", async () => {
  const json = await runInventory(["runs", "--limit", "2", "--json"], { objects });
  const csv = await runInventory(["runs", "--limit", "1", "--csv"], { objects });
  const unfinished = { run: runs.latest, result: "not finished", isPart: false, accounts: 2, regions: 2 };
  expect([JSON.parse(json.out), csv.out]).toEqual([
    {
      runs: [
        unfinished,
        {
          run: runs.before,
          finishedAt: "2029-12-31T09:42:00.000Z",
          result: "complete",
          isPart: true,
          accounts: 1,
          regions: 2,
          resources: 1,
          failures: 0,
        },
      ],
      more: 1,
    },
    `run,finishedAt,result,isPart,accounts,regions,resources,failures\r\n${runs.latest},,not finished,false,2,2,,\r\n`,
  ]);
});

it("says so when there is none", async () => {
  expect(await runInventory(["runs"], {})).toMatchObject({
    code: 0,
    out: "No run of the inventory yet: orgwatch inventory run\n",
  });
});
