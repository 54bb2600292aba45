import type { Asked } from "../plan/run-input";
import { all, busy, given, nobodys, owned, sent, warnings } from "../testing/busy-report";
import { digest, planned, reportWorld, violation } from "../testing/report-world";

describe("who hears of a tag audit", () => {
  it("leaves a warning without its end when nobody could be told", async () => {
    const world = await reportWorld({
      violations: [nobodys],
      plan: { acts: [planned(nobodys, "warn")] },
      webhook: false,
    });
    world.slack.archive("C0SECURITY");
    await world.finish();
    expect(warnings(world)).toEqual([[undefined, undefined]]);
    expect(world.table.violations()[0]?.stage).toBe("report");
    world.slack.archive("C0SECURITY", false);
    expect(await world.finish()).toBe("done");
    expect(warnings(world)).toEqual([["done", "in Slack, #security"]]);
  });

  it("waits while SES is throttled, and sends each mail once", async () => {
    const world = await reportWorld(busy);
    let left = 3;
    world.mail.failWith(() => {
      left -= 1;
      return left < 0 ? undefined : "TooManyRequestsException";
    });
    expect(await world.finish()).toBe("done");
    expect({ ...sent(world), warnings: warnings(world) }).toEqual({ ...all, warnings: given });
  });

  it("warns in Slack where SES will never take the owner's mail", async () => {
    const world = await reportWorld(busy);
    world.mail.failWith((to) => (to.includes("alice@acme.example") ? "MessageRejected" : undefined));
    expect(await world.finish()).toBe("done");
    expect({ ...sent(world), warnings: warnings(world) }).toEqual({
      ...all,
      mails: ["ops@acme.example"],
      warnings: [
        ["done", "in Slack, #security"],
        ["done", "in Slack, #security"],
      ],
    });
  });

  it("gives a warning by the owner's mail of the next day when today's went out already", async () => {
    const world = await reportWorld({ ...busy, plan: {} });
    await world.finish();
    expect(sent(world).mails).toEqual(["alice@acme.example", "ops@acme.example"]);
    await world.next("2030-01-07T14:30:00.000Z", [planned(owned, "warn")]);
    await world.finish();
    expect({ mails: sent(world).mails, warnings: warnings(world) }).toEqual({
      mails: ["alice@acme.example", "ops@acme.example"],
      warnings: [[undefined, undefined]],
    });
    await world.next("2030-01-08T02:30:00.000Z", [planned(owned, "warn")]);
    expect(await world.finish()).toBe("done");
    expect({ mails: sent(world).mails.slice(2), warnings: warnings(world).slice(1) }).toEqual({
      mails: ["alice@acme.example", "ops@acme.example"],
      warnings: [["done", "by mail to its owner"]],
    });
  });

  it("leaves the day's digest and owners' mails to the run of all accounts when another asks for some", async () => {
    const world = await reportWorld({ violations: [nobodys, owned], policy: { digest } });
    const told: string[][] = [];
    const runs: [string, ReturnType<typeof planned>[], Asked][] = [
      ["2030-01-07T07:30:00.000Z", [], { accounts: [owned.instance.accountId] }],
      ["2030-01-07T07:40:00.000Z", [planned(owned, "warn")], { regions: ["us-west-2"] }],
      ["2030-01-07T08:30:00.000Z", [], {}],
    ];
    for (const [id, acts, asked] of runs) {
      await world.next(id, acts);
      expect(await world.finish({}, asked)).toBe("done");
      told.push(sent(world).mails.slice(told.flat().length));
    }
    expect([told, warnings(world)]).toEqual([
      [[], ["alice@acme.example", "ops@acme.example"], ["alice@acme.example", "ops@acme.example"]],
      [["done", "by mail to its owner"]],
    ]);
  });

  it("is quiet when a later run of the day found nothing new, and speaks again on the next day", async () => {
    const world = await reportWorld({ violations: [nobodys], policy: { digest } });
    const told: number[][] = [];
    for (const id of ["2030-01-07T08:30:00.000Z", "2030-01-07T14:30:00.000Z", "2030-01-08T02:30:00.000Z"]) {
      await world.next(id);
      expect(await world.finish()).toBe("done");
      told.push([world.mail.mails.length, world.slack.messages().length]);
    }
    expect(told).toEqual([
      [1, 2],
      [1, 2],
      [2, 4],
    ]);
  });

  it("tells a later run of the day that found something new", async () => {
    const world = await reportWorld({ violations: [nobodys] });
    await world.finish();
    await world.next("2030-01-07T14:30:00.000Z");
    await world.table.add({ ...violation(7), lastRunId: "2030-01-07T14:30:00.000Z" });
    await world.finish();
    expect(
      world.slack
        .messages()
        .filter(({ threadTs }) => threadTs === undefined)
        .map(({ text }) => text),
    ).toEqual(
      [
        "Tag audit: 1 of 20 instances in 2 accounts does not have its tags.",
        "Tag audit: 2 of 20 instances in 2 accounts do not have their tags.",
      ].map((text) => text.replace("20 instances in 2 accounts", "10 instances in 1 account")),
    );
  });

  it("never calls stopped or terminated what was only reported", async () => {
    const world = await reportWorld({ violations: [nobodys, owned], policy: { digest, upTo: "report" } });
    await world.finish();
    const said = JSON.stringify([world.mail.mails, world.slack.messages()]);
    expect([said.includes("reported"), /warned|stopped|terminated/.test(said)]).toEqual([true, false]);
  });

  it("keeps within Slack's limits for many instances whose tags are as long as they may be", async () => {
    const long = { Name: "<&>".repeat(80), created_by: "“<!channel>”".repeat(20) };
    const words = "<script>&".repeat(60);
    const many = Array.from({ length: 500 }, (_, number) =>
      violation(number, { problems: [{ key: "k", problem: "not-allowed", words }] }, long),
    );
    const world = await reportWorld({
      violations: many,
      plan: { acts: many.map((one) => planned(one, "warn")) },
    });
    expect(await world.finish()).toBe("done");
    const messages = world.slack.messages();
    expect(messages.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
    // What no message named was not warned: the next run goes on.
    expect([messages.length, warnings(world).filter(([outcome]) => outcome === "done").length]).toEqual([
      11, 320,
    ]);
    expect(JSON.stringify(messages)).not.toContain("<!channel>");
  });
});
