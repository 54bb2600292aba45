// What a message says, before anyone decides how it looks: every layout makes one, one renderer draws it.
import type { Band } from "@orgwatch/manifest/routing";

/**
 * A named value. The text is as it came from outside: the renderer escapes and cuts it. A `time` is shown in the reader's own zone (the
 * value is an ISO time), `code` in fixed width.
 */
export type Fact = { readonly label: string; readonly value: string; readonly form?: "time" | "code" };

/** When it was seen for the first and the last time (ISO), and how often. */
export type Seen = {
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly count: number | undefined;
};

/** How grave it is; `ok` is the end of something (an alarm that went back). `score` is GuardDuty's number. */
export type Weight = { readonly band: Band | "ok"; readonly score?: number };

/** One thing that happened, in our words. All texts are raw: nothing in here is escaped or cut yet. */
export type Notice = {
  /**
   * What it is about, the same over all updates and deliveries: `guardduty/<region>/<finding id>` (see finding-key), `alarm/<alarm ARN>`,
   * `event/<EventBridge id>`, `message/<queue message id>`. The second notice with a key updates the first one's message.
   */
  readonly key: string;
  /**
   * Orders the notices of a key: ISO time of the update (or of the event). The same or an older version changes nothing; undefined
   * means that a key has only one version.
   */
  readonly version: string | undefined;
  readonly kind: string;
  readonly weight: Weight;
  /** One line, the first thing that is read: «EC2 instance i-1 queries a domain of a mining pool». */
  readonly headline: string;
  /** A longer explanation, if there is one. */
  readonly explanation?: string;
  readonly accountId?: string;
  readonly region?: string;
  /** What, who, from where, first and last seen, count: in the order in which they are shown, 10 at most are read at a glance. */
  readonly facts: readonly Fact[];
  readonly seen?: Seen;
  readonly link?: { readonly label: string; readonly url: string };
  /** GuardDuty's samples are shown, and marked so that nobody runs. */
  readonly sample: boolean;
};

/** Somebody has dealt with a finding in GuardDuty itself. */
export type Archived = {
  /** The key of its notice. */
  readonly key: string;
  /** The event that told it. */
  readonly id: string;
  readonly at: string;
  /** Who; undefined when the finding came archived. */
  readonly by: string | undefined;
  /** finding-responder called for somebody, and has shown in Slack for whom: nothing is left to say there. */
  readonly own?: true;
};

/** A synthetic event that proves the way; `sentAt` is ISO. */
export type Heartbeat = { readonly id: string; readonly sentAt: string };

/** What the layouts answer: a notice, the end of one, a heartbeat, or the reason that there is nothing to post. */
export type Reading =
  | { readonly post: Notice }
  | { readonly archived: Archived }
  | { readonly heartbeat: Heartbeat }
  | { readonly skip: string };
