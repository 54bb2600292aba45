// Puts the page before a sandbox: what it shows, and what its visitors can make happen.
import type { AlarmWatch } from "./alarms/alarm-watch";
import { newPage } from "./page/sandbox-page";
import { describeSandbox, sandboxActions } from "./page-actions";
import type { World } from "./world";

/** `alarms` are those of whatever runs now; before that there are none. `letTimePass` takes milliseconds. */
export type PageParts = {
  readonly world: World;
  readonly alarms: Pick<AlarmWatch, "all" | "subscribe">;
  readonly letTimePass: (milliseconds: number) => Promise<void>;
};

/** Serves the page below `/` and its interface below `/_orgwatch/`. Answers how to end it. */
export function startPage({ world, alarms, letTimePass }: PageParts): () => void {
  const { gateway, journal, slack, pagerDuty, organization, clock } = world;
  const people = slack.people();
  const page = newPage({
    journal,
    slack,
    pagerDuty,
    organization,
    people,
    mail: gateway.mail,
    alarms,
    clock,
    answers: {
      all: () =>
        slack.answers().flatMap(({ ts, ...answer }) => (ts === undefined ? [] : [{ ...answer, ts }])),
      subscribe: slack.subscribeAnswers,
    },
    press: async ({ channel, ts, actionId, userId }) => {
      const user = people.find(({ id }) => id === userId);
      if (!user) throw new Error(`There is no person ${userId} in this Slack`);
      const { outcome } = await slack.press({ message: { channel, ts }, actionId, user });
      return { status: typeof outcome === "number" ? outcome : 504 };
    },
    describe: () => describeSandbox(gateway, organization),
    actions: sandboxActions({ gateway, organization, slack, letTimePass }),
  });
  gateway.route("/", page.handle);
  gateway.route("/_orgwatch/", page.handle);
  return page.close;
}
