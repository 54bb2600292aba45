import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import { isFromAws, newsOf, type Told } from "./decide-news";

const now = new Date("2030-01-07T09:00:00Z");
const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * 60_000).toISOString();
const day = 24 * 60;

const supportCase: SupportCase = {
  caseId: "case-444444444444-muen-2030-a1",
  accountId: "444444444444",
  status: "opened",
  severityCode: "normal",
  timeCreated: at(60),
  ccEmailAddresses: [],
  lastActivityAt: at(60),
  readAt: at(0),
  communications: 1,
};
const said = (id: string, minutesAgo: number, submittedBy = "jane@example.com"): Communication => ({
  caseId: supportCase.caseId,
  id,
  timeCreated: at(minutesAgo),
  submittedBy,
  body: id,
  attachments: [],
});
const opening = said("opening", 60);
const answer = said("answer", 30, "Amazon Web Services");
const question = said("question", 20);
const told: Told = {
  readAt: at(50),
  status: "opened",
  severityCode: "normal",
  until: at(60),
  ids: ["opening"],
};
const byAws = { about: "communication", communication: answer, by: "AWS" };
const byCustomer = { about: "communication", communication: question, by: "customer" };
const changed = { from: "normal", to: "low", about: "severity" };
const then = (communication: Communication, more: Partial<Told> = {}): Told => ({
  readAt: at(0),
  status: "opened",
  severityCode: "normal",
  until: communication.timeCreated,
  ids: [communication.id],
  ...more,
});

it.each<[string, Partial<SupportCase>, Communication[], Told | undefined, unknown]>([
  ["a new case", {}, [opening], undefined, { message: true, replies: [], told: then(opening) }],
  [
    "a new case whose conversation is not there yet",
    {},
    [],
    undefined,
    { message: true, replies: [], told: then(opening, { ids: [] }) },
  ],
  [
    "the opening that comes after the message",
    {},
    [opening],
    then(opening, { ids: [], readAt: at(50) }),
    { message: false, replies: [], told: then(opening) },
  ],
  [
    "a case that begins with AWS's words",
    {},
    [answer],
    undefined,
    { message: true, replies: [byAws], told: then(answer) },
  ],
  [
    "a case at first sight with its conversation",
    {},
    [opening, answer, question],
    undefined,
    { message: true, replies: [byAws, byCustomer], told: then(question) },
  ],
  [
    "a case that was quiet for a week at first sight",
    { lastActivityAt: at(8 * day) },
    [opening],
    undefined,
    undefined,
  ],
  [
    "the end of an old case's conversation",
    { timeCreated: at(30 * day), lastActivityAt: at(30) },
    [said("opening", 30 * day), said("old", 8 * day), answer],
    undefined,
    { message: true, replies: [byAws], told: then(answer) },
  ],
  ["nothing new", {}, [opening], told, { message: false, replies: [], told: then(opening) }],
  ["an older read", { readAt: at(51), status: "resolved" }, [opening, answer], told, undefined],
  ["the very read that was told", { readAt: at(50), status: "resolved" }, [opening, answer], told, undefined],
  [
    "an answer of AWS and a question",
    {},
    [opening, answer, question],
    told,
    { message: false, replies: [byAws, byCustomer], told: then(question) },
  ],
  [
    "another communication of the same moment",
    {},
    [opening, said("first", 30), answer],
    { ...told, until: at(30), ids: ["first"] },
    { message: false, replies: [byAws], told: then(answer, { ids: ["first", "answer"] }) },
  ],
  [
    "a conversation that AWS shows without its end",
    {},
    [opening],
    { ...told, until: at(30), ids: ["answer"] },
    { message: false, replies: [], told: then(answer) },
  ],
  [
    "a lower severity",
    { severityCode: "low" },
    [opening],
    told,
    { message: true, replies: [changed], told: then(opening, { severityCode: "low" }) },
  ],
  [
    "a graver severity, which the message's own rise tells",
    { severityCode: "urgent" },
    [opening],
    told,
    { message: true, replies: [], told: then(opening, { severityCode: "urgent" }) },
  ],
  [
    "a graver severity of the same band",
    { severityCode: "critical" },
    [opening],
    { ...told, severityCode: "urgent" },
    {
      message: true,
      replies: [{ about: "severity", from: "urgent", to: "critical" }],
      told: then(opening, { severityCode: "critical" }),
    },
  ],
  [
    "an answer and a resolution",
    { status: "resolved" },
    [opening, answer],
    told,
    { message: true, replies: [byAws, { about: "resolved" }], told: then(answer, { status: "resolved" }) },
  ],
  [
    "a reopening",
    { status: "reopened" },
    [opening],
    { ...told, status: "resolved" },
    { message: true, replies: [{ about: "reopened" }], told: then(opening, { status: "reopened" }) },
  ],
  [
    "another word for open",
    { status: "work-in-progress" },
    [opening],
    told,
    { message: true, replies: [], told: then(opening, { status: "work-in-progress" }) },
  ],
])("%s", (_name, changes, communications, before, expected) => {
  expect(newsOf({ ...supportCase, ...changes }, communications, before, { now, changed: false })).toEqual(
    expected,
  );
});

it("tells a change in a case that was quiet for a week at first sight", () => {
  const quiet = { ...supportCase, status: "resolved", lastActivityAt: at(8 * day) };
  expect(newsOf(quiet, [said("opening", 8 * day)], undefined, { now, changed: true })).toEqual({
    message: true,
    replies: [],
    told: then(said("opening", 8 * day), { status: "resolved" }),
  });
});

it("tells a long conversation by its end at first sight", () => {
  const many = Array.from({ length: 30 }, (_, index) => said(`c-${index}`, 59 - index));
  const news = newsOf(supportCase, [opening, ...many], undefined, { now, changed: false });
  const ids = news?.replies.map((reply) => (reply.about === "communication" ? reply.communication.id : ""));
  expect(ids).toEqual(many.slice(-10).map(({ id }) => id));
});

it.each([
  ["Amazon Web Services", true],
  ["AWS Support", true],
  ["Amazon Web Services (Role) <joe@example.com>", false],
  ["jane@example.com", false],
  ["", false],
])("knows AWS by its name: %s", (submittedBy, expected) => {
  expect(isFromAws(said("x", 1, submittedBy))).toBe(expected);
});
