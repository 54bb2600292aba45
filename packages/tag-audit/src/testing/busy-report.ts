// A run that has something of everything to report, and what the outside received of it.
import { digest, paying, planned, type reportWorld, runId, violation, type WorldFacts } from "./report-world";

/** Planned to be warned; its owner may get mail. */
export const owned = violation(1, {}, { created_by: "alice@acme.example" });
/** Planned to be warned; nobody owns it. */
export const nobodys = violation(2);
/** Stopped by the run, in the other team's account. */
export const stopped = violation(
  3,
  { stage: "stop", acts: [{ what: "stop", runId, intendedAt: runId, endedAt: runId, outcome: "done" }] },
  {},
  paying,
);
const openSearch = { endpoint: "https://search.acme.example", region: "us-west-2" };
/** All of them, with mail and OpenSearch. */
export const busy: WorldFacts = {
  violations: [owned, nobodys, stopped],
  plan: { acts: [planned(owned, "warn"), planned(nobodys, "warn"), planned(stopped, "stop")] },
  policy: { digest, openSearch },
};

type World = Awaited<ReturnType<typeof reportWorld>>;

/** What the outside received, in brief. */
export const sent = ({ mail, slack, files, search }: World) => ({
  mails: mail.mails.map(({ to }) => to.join(" ")),
  slack: slack.messages().map(({ channel, threadTs }) => (threadTs ? `${channel} reply` : channel)),
  files: files.rows.size,
  documents: search.documents.size,
});
/** What it receives when all goes well. */
export const all = {
  mails: ["alice@acme.example", "ops@acme.example"],
  slack: ["C0SECURITY", "C0SECURITY reply", "C0PAYMENTS", "C0PAYMENTS reply"],
  files: 2,
  documents: 5,
};
/** The outcome of each warning, and how it was given. */
export const warnings = ({ table }: World) =>
  table
    .violations()
    .flatMap(({ acts }) =>
      acts.filter(({ what }) => what === "warn").map(({ outcome, words }) => [outcome, words]),
    );
/** Those when all goes well. */
export const given = [
  ["done", "by mail to its owner"],
  ["done", "in Slack, #security"],
];
