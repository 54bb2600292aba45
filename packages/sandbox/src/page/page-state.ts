// What the page knows, as the server sends it: plain data that survives JSON, shared by both sides.
import type { Stop } from "../journal";
import type { MailMessage } from "../mail/mail-message";
import type { Incident } from "../pagerduty/incident";
import type { SlackMessage } from "../slack/slack-message";

export type PageAccount = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: string;
  /** From the root down. */
  readonly organizationalUnits: readonly { readonly id: string; readonly name: string }[];
};

export type PageOrganization = {
  readonly id: string;
  readonly managementAccountId: string;
  readonly infrasecAccountId: string;
  readonly homeRegion: string;
  readonly regions: readonly string[];
  readonly accounts: readonly PageAccount[];
};

/** A command that a visitor can paste into a terminal. */
export type PageCommand = { readonly title: string; readonly command: string };

/** What is true of the sandbox at the moment: where it listens, what to try, what is broken on purpose. */
export type PageDescription = {
  readonly endpoint: string;
  readonly commands: readonly PageCommand[];
  /** One line for each active fault; empty when all is well. */
  readonly faults: readonly string[];
};

/** An input of an action's form. Its value arrives in `run` under `name`: a number, a boolean or a text. */
export type PageField = {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "number" | "select" | "checkbox";
  readonly value?: string | number | boolean;
  /** For `select`. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};

export type PageActionForm = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly fields: readonly PageField[];
};

export type PageChannel = { readonly id: string; readonly name: string; readonly archived: boolean };

export type PageEntry = {
  /** ISO time. */
  readonly at: string;
  readonly stop: Stop;
  readonly accountId: string;
  readonly region: string;
  /** Left out of the JSON when it is undefined. */
  readonly subject?: string | undefined;
  readonly what: string;
};

/** JSON leaves out what is undefined. */
export type PageMessage = Omit<SlackMessage, "threadTs" | "metadata" | "editedTs"> & {
  readonly threadTs?: string | undefined;
};

/** Somebody who can act on the page: Slack's user id, and the name that PagerDuty shows. */
export type PagePerson = { readonly id: string; readonly name: string };

/** An incident with ISO times. */
export type PageIncident = Omit<Incident, "createdAt" | "updatedAt" | "log"> & {
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly log: readonly { readonly at: string; readonly what: string; readonly by: string }[];
};

/** What Orgwatch told one person alone, below a message. */
export type PageAnswer = {
  readonly channel: string;
  /** The message's; empty when it belongs to none, and stands at the end of its channel. */
  readonly ts: string;
  readonly userId: string;
  /** mrkdwn, as it was sent. */
  readonly text: string;
  /** ISO time. */
  readonly at: string;
};

export type PageAlarm = {
  readonly name: string;
  readonly region: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** What it means when it fires. */
  readonly description: string;
  /** ISO time of the last change of its state. */
  readonly since: string;
};

/** A mail with its ISO time; its HTML is fetched by itself, from `/_orgwatch/mails/<id>`. */
export type PageMail = Omit<MailMessage, "at" | "text" | "html" | "accountId" | "region"> & {
  readonly at: string;
  /** Left out of the JSON when it is undefined. */
  readonly text?: string | undefined;
  readonly hasHtml: boolean;
};

export type PageState = {
  readonly description: PageDescription;
  readonly organization: PageOrganization;
  readonly channels: readonly PageChannel[];
  readonly messages: readonly PageMessage[];
  readonly entries: readonly PageEntry[];
  readonly actions: readonly PageActionForm[];
  /** Nobody: then nothing can be acknowledged, resolved or pressed. */
  readonly people: readonly PagePerson[];
  /** Whether Slack's buttons reach anybody. */
  readonly canPress: boolean;
  readonly incidents: readonly PageIncident[];
  readonly answers: readonly PageAnswer[];
  readonly alarms: readonly PageAlarm[];
  readonly mails: readonly PageMail[];
  /** The sandbox's time, ISO: it can be ahead of the real one. */
  readonly now: string;
};
