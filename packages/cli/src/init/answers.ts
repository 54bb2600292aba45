// What a person tells init, by flags or by answering its questions.

/** A team in the words of `--team`: `name=#channel:C0123ABCDEF`. */
export type TeamAnswer = {
  readonly name: string;
  readonly channel: { readonly name: string; readonly id: string };
  /** Accounts and OUs by id or name, as they were typed. */
  readonly claims: readonly string[];
};

/** `undefined` and empty lists: nobody said anything, and there is no default. */
export type Answers = {
  readonly securityAccount: string | undefined;
  readonly homeRegion: string | undefined;
  readonly regions: readonly string[];
  /** The first is the default team, which has what no other team claims. */
  readonly teams: readonly TeamAnswer[];
  readonly failoverEmails: readonly string[];
  readonly slack: SlackAnswer | undefined;
  /** PagerDuty schedules by team; nobody is paged when there is none. */
  readonly schedules: Readonly<Record<string, string>>;
  /** Names of jobs (`jobs.ts`). */
  readonly jobs: readonly string[];
  /** The tags that the job tag-audit requires. */
  readonly requireTags: readonly string[];
};

/** The app whose messages have buttons, and who may press them. */
export type SlackAnswer = {
  readonly workspaceId: string | undefined;
  readonly appId: string | undefined;
  readonly responders: readonly string[];
};
