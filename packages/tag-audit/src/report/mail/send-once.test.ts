import { reasonOf } from "@orgwatch/core/errors";
import { memoryDeliveries } from "@orgwatch/core/testing/memory-deliveries";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { memoryMailbox } from "../../testing/memory-mailbox";
import { sendOnce } from "./send-once";

function world() {
  const time = virtualTime(new Date("2030-01-07T09:00:00Z"));
  const box = memoryMailbox();
  const deliveries = memoryDeliveries();
  const mail = { from: "o@acme.example", to: ["a@acme.example"], subject: "s", html: "h", text: "t" };
  const send = (version = "run-1") =>
    time.run(
      sendOnce("key", version, mail, { send: box.send, deliveries, ...time }).then(
        ({ result }) => result,
        reasonOf,
      ),
    );
  return { time, box, deliveries, send };
}

describe("a mail", () => {
  it("goes out once, whatever asks for it later", async () => {
    const { box, send } = world();
    expect([await send(), await send(), await send("run-2"), box.mails.length]).toEqual([
      "sent",
      "earlier",
      "earlier",
      1,
    ]);
  });

  it("waits a quarter of a minute for SES's pace, and then says so", async () => {
    const { time, box, deliveries, send } = world();
    box.failWith(() => "TooManyRequestsException");
    expect(await send()).toMatch(/^MailThrottled: SES takes no more mails now/);
    expect([time.now().toISOString(), (await deliveries.read("key"))?.delivery.state]).toEqual([
      "2030-01-07T09:00:15.000Z",
      "open",
    ]);
    box.failWith(() => undefined);
    expect(await send()).toBe("sent");
  });

  it("goes out again when nobody knows whether it did", async () => {
    const { box, deliveries, send } = world();
    box.failWith(() => "lost");
    expect(await send()).toMatch(/^TryLater: SES did not say that it took the mail/);
    expect((await deliveries.read("key"))?.delivery.state).toBe("unclear");
    box.failWith(() => undefined);
    expect([await send(), box.mails.length]).toEqual(["sent", 2]);
  });

  it("is left to whoever sends it, until that one must be dead", async () => {
    const { time, deliveries, box, send } = world();
    const now = time.now();
    const leaseUntil = "2030-01-07T09:01:00.000Z";
    const claim = {
      state: "sending",
      version: "run-1",
      band: "info",
      attemptedAt: now.toISOString(),
      leaseUntil,
    } as const;
    await deliveries.save("key", claim, undefined, now);
    expect(await send()).toBe("TryLater: someone else sends the mail");
    await time.run(time.sleep(60_000));
    expect([await send(), box.mails.length]).toEqual(["sent", 1]);
  });

  it("that SES refuses is no failure of the others", async () => {
    const { box, deliveries, send } = world();
    box.failWith(() => "MessageRejected");
    expect([await send(), (await deliveries.read("key"))?.delivery.state]).toEqual(["refused", "open"]);
  });
});
