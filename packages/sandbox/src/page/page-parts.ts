// What the page shows and works beyond messages and deliveries. Each part may be missing: then its view is empty.
import type { MailMessage } from "../mail/mail-message";
import type { Incident } from "../pagerduty/incident";
import type { PagePerson } from "./page-state";

/** PagerDuty as the page needs it. `person` is a name; `act` throws when it cannot be done. */
export type PagePagerDuty = {
  readonly incidents: () => readonly Incident[];
  /** Calls back when an incident was opened or changed; the answer ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly act: (incidentId: string, action: "acknowledge" | "resolve", person: string) => void;
};

/** A Slack button that somebody pressed. */
export type Press = {
  readonly channel: string;
  readonly ts: string;
  readonly actionId: string;
  readonly userId: string;
};

/** What Orgwatch told one person alone, in the order it came. */
export type PageAnswers = {
  readonly all: () => readonly {
    readonly channel: string;
    /** The message whose button was pressed; a command has none. */
    readonly ts: string | undefined;
    readonly userId: string;
    readonly text: string;
    readonly at: Date;
  }[];
  readonly subscribe: (listener: () => void) => () => void;
};

/** CloudWatch's alarms of all accounts and regions that the sandbox evaluates. */
export type PageAlarms = {
  readonly all: () => readonly {
    readonly name: string;
    readonly region: string;
    readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
    readonly description: string;
    readonly since: Date;
  }[];
  readonly subscribe: (listener: () => void) => () => void;
};

/** The mails that were sent, in their order. */
export type PageMailbox = {
  readonly messages: () => readonly MailMessage[];
  readonly subscribe: (listener: () => void) => () => void;
};

export type PageParts = {
  readonly pagerDuty?: PagePagerDuty;
  /** Who can act on the page. */
  readonly people?: readonly PagePerson[];
  /** Sends the press to Orgwatch as Slack would; `status` is what Orgwatch's door answered. Rejects when there is no such button. */
  readonly press?: (press: Press) => Promise<{ readonly status: number }>;
  readonly answers?: PageAnswers;
  readonly alarms?: PageAlarms;
  readonly mail?: PageMailbox;
  /** The sandbox's clock; the machine's unless it is given. */
  readonly clock?: { readonly now: () => Date };
};
