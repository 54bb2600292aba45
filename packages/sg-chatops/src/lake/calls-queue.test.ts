import { SQSClient } from "@aws-sdk/client-sqs";
import { type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { callsQueue } from "./calls-queue";

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

type Entry = { readonly Id: string; readonly MessageBody: string };

/** A queue that refuses those messages so many times each. */
async function queue(refuses: (body: string, turn: number) => boolean) {
  const batches: string[][] = [];
  const slept: number[] = [];
  const turns = new Map<string, number>();
  aws = await startLocalAws(({ body }) => {
    const { Entries }: { Entries: Entry[] } = JSON.parse(body);
    batches.push(Entries.map(({ MessageBody }) => MessageBody));
    const failed = Entries.filter(({ MessageBody }) => {
      const turn = (turns.get(MessageBody) ?? 0) + 1;
      turns.set(MessageBody, turn);
      return refuses(MessageBody, turn);
    });
    const Failed = failed.map(({ Id }) => ({ Id, Code: "InternalError", SenderFault: false }));
    const Successful = Entries.filter((entry) => !failed.includes(entry)).map(({ Id }) => ({
      Id,
      MessageId: `m-${Id}`,
      MD5OfMessageBody: "",
    }));
    return { status: 200, body: JSON.stringify({ Successful, Failed }) };
  });
  const client = new SQSClient({ ...aws.client, md5: false });
  const sleep = async (ms: number) => void slept.push(ms);
  return { hand: callsQueue(client, `${aws.client.endpoint}/1/calls`, sleep), batches, slept };
}

describe("handing calls over", () => {
  it("sends ten at a time, fewer where they are large, and nothing for none", async () => {
    const { hand, batches } = await queue(() => false);
    await hand([]);
    const small = Array.from({ length: 12 }, (_, number) => `s-${number}`);
    const large = ["a", "b", "c"].map((letter) => letter.repeat(100_000));
    await hand([...small, ...large]);
    expect(batches).toEqual([small.slice(0, 10), [...small.slice(10), ...large.slice(0, 2)], large.slice(2)]);
  });

  it("sends again what was refused, and only that", async () => {
    const { hand, batches, slept } = await queue((body, turn) => body === "b" && turn < 3);
    await hand(["a", "b", "c"]);
    expect({ batches, slept }).toEqual({ batches: [["a", "b", "c"], ["b"], ["b"]], slept: [1000, 2000] });
  });

  it("fails when the queue goes on refusing", async () => {
    const { hand } = await queue((body) => body !== "a");
    await expect(hand(["a", "b", "c"])).rejects.toMatchObject({
      name: "TryLater",
      message: "sg-changes' queue does not take 2 calls: InternalError",
    });
  });
});
