// The seam between the table of kinds and AWS: one account's answers, page by page. The real one is sdk-reader.ts; tests simulate it.
import type { Service } from "../../kinds/services";

/** One operation with its input, in a region (for global services the region of their endpoint). */
export type Call = {
  readonly service: Service;
  readonly region: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Of the kind, where AWS allows fewer calls per second than usual. */
  readonly perSecond?: number;
};

/** An account as the role `inventory` sees it. Pages come as AWS answers them; errors are those of the SDK, after all tries. */
export type Reader = {
  readonly pages: (call: Call) => AsyncIterable<Readonly<Record<string, unknown>>>;
};

/**
 * What each single call to AWS goes through: its turn by the service's rate in that account and region, and more tries as the kind of error
 * deserves it. The real reader and the simulated one use the same.
 */
export type Through = <Answer>(place: CallPlace, call: () => Promise<Answer>) => Promise<Answer>;
export type CallPlace = {
  readonly account: string;
  readonly region: string;
  readonly service: Service;
  readonly operation: string;
  readonly perSecond?: number;
};
