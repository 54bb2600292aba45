import { MotoRefused } from "./moto-client";
import type { ReceivedCall } from "./received-call";
import { newWaitingMessages } from "./waiting-messages";

const place = { accountId: "111122223333", region: "us-west-2" };
const QueueUrl = "http://127.0.0.1:4566/111122223333/orders";
const released = (...handles: readonly string[]) => handles.map((handle) => `orders ${handle} 0`);

describe("messages that wait", () => {
  it("come back when their time has come, and not before", async () => {
    const { follow, after, log } = world();
    await follow("ReceiveMessage", { QueueUrl, VisibilityTimeout: 60 }, received("m1", "h1"));
    await after(59);
    expect(log()).toEqual([]);
    await after(1);
    expect(log()).toEqual([...released("h1"), "fed orders"]);
    await after(600);
    expect(log()).toEqual([...released("h1"), "fed orders"]);
  });

  it("wait as long as the queue says when the receiver does not", async () => {
    const { follow, after, log } = world();
    await follow("ReceiveMessage", { QueueUrl }, received("m1", "h1"));
    await after(29);
    await after(1);
    expect(log()).toEqual(["timeout of orders", ...released("h1"), "fed orders"]);
  });

  it("wait longer, shorter or not at all when their receiver changes that", async () => {
    const { follow, after, log } = world();
    const messages = [
      ...received("m1", "h1"),
      ...received("m2", "h2"),
      ...received("m3", "h3"),
      ...received("m4", "h4"),
    ];
    await follow("ReceiveMessage", { QueueUrl, VisibilityTimeout: 60 }, messages);
    await follow("ChangeMessageVisibility", { QueueUrl, ReceiptHandle: "h1", VisibilityTimeout: 900 });
    await follow("ChangeMessageVisibilityBatch", {
      QueueUrl,
      Entries: [
        { Id: "1", ReceiptHandle: "h2", VisibilityTimeout: 10 },
        { Id: "2", ReceiptHandle: "h3", VisibilityTimeout: 0 },
      ],
    });
    await after(10);
    await after(60);
    await after(830);
    expect(log()).toEqual([
      ...released("h2"),
      "fed orders",
      ...released("h4"),
      "fed orders",
      ...released("h1"),
      "fed orders",
    ]);
  });

  it("are forgotten when they are deleted, and known by their newest receipt", async () => {
    const { follow, after, log } = world();
    await follow("ReceiveMessage", { QueueUrl, VisibilityTimeout: 5 }, [
      ...received("m1", "h1"),
      ...received("m2", "h2"),
      ...received("m3", "h3"),
    ]);
    await follow("DeleteMessage", { QueueUrl, ReceiptHandle: "h2" });
    await follow("DeleteMessageBatch", { QueueUrl, Entries: [{ Id: "0", ReceiptHandle: "h3" }] });
    await follow("ReceiveMessage", { QueueUrl, VisibilityTimeout: 900 }, received("m1", "h1-again"));
    await after(300);
    expect(log()).toEqual([]);
    await after(600);
    expect(log()).toEqual([...released("h1-again"), "fed orders"]);
  });

  it("do no harm when they are gone", async () => {
    const refusal = new MotoRefused(400, "ReceiptHandleIsInvalid", "gone");
    const { follow, after, log } = world({ refusal });
    await follow("ReceiveMessage", { QueueUrl, VisibilityTimeout: 60 }, received("m1", "h1"));
    await after(60);
    expect(log()).toEqual([...released("h1"), "fed orders"]);
  });

  it("are as many as fit; the oldest are left to real time", async () => {
    const { follow, after, log } = world({ limit: 2 });
    for (const id of ["1", "2", "3"])
      await follow("ReceiveMessage", { QueueUrl, VisibilityTimeout: 60 }, received(`m${id}`, `h${id}`));
    await after(60);
    expect(log()).toEqual([...released("h2", "h3"), "fed orders"]);
  });
});

function received(MessageId: string, ReceiptHandle: string) {
  return [{ MessageId, ReceiptHandle, Body: "{}" }];
}

/** Waiting messages with a moto whose queues hide messages for 30 seconds; `log` tells what moto and the readers were told. */
function world(options: { readonly refusal?: MotoRefused; readonly limit?: number } = {}) {
  const log: string[] = [];
  let now = Date.parse("2030-01-07T09:00:00Z");
  const nameIn = (url: unknown) => String(url).split("/").at(-1);
  const messages = newWaitingMessages({
    moto: {
      json: async (_, __, target, { QueueUrl: url, ReceiptHandle, VisibilityTimeout }) => {
        if (target === "AmazonSQS.GetQueueAttributes") {
          log.push(`timeout of ${nameIn(url)}`);
          return { Attributes: { VisibilityTimeout: "30" } };
        }
        log.push(`${nameIn(url)} ${ReceiptHandle} ${VisibilityTimeout}`);
        if (options.refusal) throw options.refusal;
        return {};
      },
    },
    queueFed: (queueArn) => log.push(`fed ${queueArn.split(":").at(-1)}`),
    now: () => new Date(now),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  });
  const follow = (operation: string, parameters: ReceivedCall["parameters"], Messages: unknown = []) =>
    messages.follow(call(operation, parameters), {
      status: 200,
      headers: {},
      body: Buffer.from(JSON.stringify({ Messages })),
    });
  const after = async (seconds: number) => {
    now += seconds * 1000;
    await messages.releaseDue();
  };
  return { follow, after, log: () => [...log] };
}

function call(operation: string, parameters: ReceivedCall["parameters"]): ReceivedCall {
  return {
    service: "sqs",
    operation,
    region: place.region,
    principal: { accountId: place.accountId, kind: "admin" },
    parameters,
    protocol: "json",
    accessKeyId: place.accountId,
    head: { method: "POST", target: "/", headers: {} },
    body: Buffer.alloc(0),
  };
}
