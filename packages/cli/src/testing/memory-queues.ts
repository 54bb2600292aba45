// Queues of one region in memory, as SQS behaves: what is received is hidden until it is released, what is removed is gone.
import type { FoundQueue, Queues, ReceivedMessage } from "../redrive/queues";

export type MemoryQueues = Queues & {
  /** Puts a message into a queue, which is made when it is new. */
  readonly put: (queue: string, message: Partial<ReceivedMessage>) => void;
  /** The ids (in the order of putting) of what anyone could receive now. */
  readonly visible: (queue: string) => readonly string[];
  /** The bodies of all that is in a queue, hidden or not. */
  readonly bodies: (queue: string) => readonly string[];
};

/** What goes wrong: each is asked before its call and throws to make it fail. */
export type Mishaps = {
  readonly find?: (name: string) => void;
  readonly receive?: (page: number) => void;
  readonly send?: (body: string) => void;
  readonly remove?: (receipt: string) => void;
  readonly release?: () => void;
};

type Held = { readonly message: ReceivedMessage; hidden: boolean };

/** `arn:aws:sqs:us-west-2:222222222222:<name>` */
export function arnOfQueue(name: string): string {
  return `arn:aws:sqs:us-west-2:222222222222:${name}`;
}

/** The named queues, empty. A message sent becomes the id `new-<count>`. */
export function memoryQueues(names: readonly string[], mishaps: Mishaps = {}): MemoryQueues {
  const all = new Map<string, Held[]>(names.map((name) => [name, []]));
  const held = ({ url }: FoundQueue) => all.get(url) ?? [];
  const put = (queue: string, message: Partial<ReceivedMessage>) => {
    const id = message.id ?? `new-${all.get(queue)?.length ?? 0}`;
    const standard = {
      receipt: `receipt-${id}`,
      body: id,
      attributes: {},
      receives: 1,
      movedFrom: undefined,
    };
    const sentAt = new Date("2030-01-07T09:00:00Z");
    all.set(queue, [
      ...(all.get(queue) ?? []),
      { message: { ...standard, id, sentAt, ...message }, hidden: false },
    ]);
  };
  let pages = 0;
  return {
    put,
    visible: (queue) =>
      (all.get(queue) ?? []).filter(({ hidden }) => !hidden).map(({ message }) => message.id),
    bodies: (queue) => (all.get(queue) ?? []).map(({ message }) => message.body),
    find: async (name) => {
      mishaps.find?.(name);
      return all.has(name) ? { url: name, arn: arnOfQueue(name) } : undefined;
    },
    receive: async (queue) => {
      mishaps.receive?.(++pages);
      const page = held(queue)
        .filter(({ hidden }) => !hidden)
        .slice(0, 10);
      for (const one of page) one.hidden = true;
      return page.map(({ message }) => message);
    },
    release: async (queue, receipts) => {
      mishaps.release?.();
      for (const one of held(queue)) if (receipts.includes(one.message.receipt)) one.hidden = false;
    },
    send: async ({ url }, body) => {
      mishaps.send?.(body);
      put(url, { body });
    },
    remove: async ({ url }, receipt) => {
      mishaps.remove?.(receipt);
      all.set(
        url,
        (all.get(url) ?? []).filter(({ message }) => message.receipt !== receipt),
      );
    },
  };
}
