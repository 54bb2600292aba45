// What a delivery is made of: the message with its key and place, and everything that bringing it to Slack needs.

import type { Band, Channel } from "@orgwatch/manifest/routing";
import type { Deliveries } from "../delivery-log";
import type { Log } from "../log";
import type { Pace } from "../pace";
import type { Responses } from "../responses";
import type { SlackApi, SlackMessage } from "../slack/slack-api";
import type { SlackWebhook } from "../slack/slack-webhook";

/** One message to bring to Slack. `raised` is the short message for when its band rose since `before`. */
export type Parcel = {
  readonly key: string;
  readonly version: string | undefined;
  readonly band: Band | "ok";
  readonly channel: Channel;
  readonly message: SlackMessage;
  readonly raised: (before: Band | "ok") => SlackMessage;
  /** Posts as a reply to this message, shown in the channel too. */
  readonly thread?: string;
  /** Replies, its own and those about its rise, are shown in the thread only. */
  readonly quiet?: boolean;
};

export type DeliverDependencies = {
  readonly deliveries: Deliveries;
  readonly pace: Pace;
  /** What people did about it: shown below every version of the message. */
  readonly responses: Responses;
  readonly slack: SlackApi;
  readonly webhook: SlackWebhook;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly log: Log;
  /** When the lambda is ended: no send begins shortly before. Without it there is no end. */
  readonly deadline?: Date;
};
