// What redrive needs of SQS in one region.

/** A queue by its name, found. */
export type FoundQueue = { readonly url: string; readonly arn: string };

/** A message as SQS hands it out. `receives` includes this time; `movedFrom` is the ARN that SQS notes when it moved the message itself. */
export type ReceivedMessage = {
  readonly id: string;
  readonly receipt: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sentAt: Date;
  readonly receives: number;
  readonly movedFrom: string | undefined;
};

export type Queues = {
  /** Undefined when there is no queue of this name in the region. */
  readonly find: (name: string) => Promise<FoundQueue | undefined>;
  /** Up to ten messages, hidden from others for ten minutes; none when the queue has no more. */
  readonly receive: (queue: FoundQueue) => Promise<readonly ReceivedMessage[]>;
  /** Makes messages visible again at once. Rejects when that failed for one of them. */
  readonly release: (queue: FoundQueue, receipts: readonly string[]) => Promise<void>;
  readonly send: (queue: FoundQueue, body: string) => Promise<void>;
  readonly remove: (queue: FoundQueue, receipt: string) => Promise<void>;
};
