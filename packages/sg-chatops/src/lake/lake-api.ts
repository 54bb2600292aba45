// What reading an event data store needs of CloudTrail Lake. Implemented once for AWS, and in memory for tests.

/** All throw TryLater for what passes (throttles, too many queries, outages) and LakeRefused for what somebody has to mend. */
export type Lake = {
  /** Answers the query's id. */
  readonly start: (statement: string) => Promise<string>;
  /** `state` in AWS's words; `words` say why it failed, where AWS says it. */
  readonly state: (queryId: string) => Promise<QueryState>;
  /** A page of a query that is FINISHED, the first one without `token`. */
  readonly page: (queryId: string, token: string | undefined) => Promise<LakePage>;
  readonly cancel: (queryId: string) => Promise<void>;
};

export type QueryState = { readonly state: string; readonly words: string | undefined };
/** `rows` are CloudTrail records as JSON; empty texts for rows that have none. */
export type LakePage = { readonly rows: readonly string[]; readonly next: string | undefined };

/** The role, the store or the question is not as it must be: the next try fails as well until somebody mends it. */
export class LakeRefused extends Error {
  override readonly name = "LakeRefused";
}
