import { NeverAgain, reasonOf, TryLater } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { SupportCase } from "@orgwatch/core/support-cases/case";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { type AnswerDependencies, answerCommand } from "./answer-command";
import { helpWords } from "./list-words";

const now = new Date("2030-01-07T09:00:00Z");
const responseUrl = "https://hooks.slack.com/commands/T0/1/secret";
const command = (text: string, changes: object = {}) => ({
  kind: "slack-command",
  command: "cases",
  text,
  user: { id: "U0ALICE", name: "alice" },
  channel: "C0SECURITY",
  responseUrl,
  at: "2030-01-07T08:59:58Z",
  ...changes,
});

function supportCase(number: number, changes: Partial<SupportCase> = {}): SupportCase {
  return {
    caseId: `case-444444444444-muen-2030-${number}`,
    accountId: "444444444444",
    displayId: String(1000 + number),
    subject: `Subject ${number}`,
    status: "opened",
    severityCode: "low",
    timeCreated: "2030-01-01T00:00:00.000Z",
    ccEmailAddresses: [],
    lastActivityAt: new Date(now.getTime() - number * 60_000).toISOString(),
    readAt: "2030-01-07T08:00:00.000Z",
    communications: 1,
    ...changes,
  };
}

const names: Readonly<Record<string, string>> = {
  "444444444444": "Payments <prod>",
  "555555555555": "payments",
};

/** A table that lists as the indexes do. */
function tableOf(all: readonly SupportCase[]): Pick<CaseTable, "casesBy"> {
  const keyIn = { "by-account": "accountId", "by-status": "status", "by-severity": "severityCode" } as const;
  return {
    casesBy: async function* (index, key, { limit } = {}) {
      yield* all
        .filter((one) => one[keyIn[index]] === key)
        .toSorted((one, other) => (one.lastActivityAt < other.lastActivityAt ? 1 : -1))
        .slice(0, limit);
    },
  };
}

async function ask(
  body: unknown,
  all: readonly SupportCase[] = [],
  changes: Partial<AnswerDependencies> = {},
) {
  const told: string[] = [];
  const problem = await answerCommand(body, {
    cases: tableOf(all),
    account: async (accountId): Promise<AccountEntry | undefined> => {
      const name = names[accountId];
      if (name === undefined) return undefined;
      return { accountId, name, state: "ACTIVE", organizationalUnits: [], team: "security", refreshedAt: "" };
    },
    answerPrivately: async (url, text) => {
      told.push(text);
      return url === responseUrl;
    },
    region: async () => "us-west-2",
    now: () => now,
    log: silent,
    ...changes,
  }).catch((error: unknown) => error);
  return { told, problem };
}

const four = [
  supportCase(1, { severityCode: "urgent", status: "pending-customer-action", subject: "RDS <down> & out" }),
  supportCase(2, { status: "resolved" }),
  supportCase(3, { accountId: "555555555555" }),
  supportCase(4, { accountId: "666666666666", displayId: undefined, subject: undefined, status: "unknown" }),
];
const line1 =
  "• <https://support.console.aws.amazon.com/support/home#/case/?displayId=1001|1001> · *urgent* · pending-customer-action · " +
  "Payments &lt;prod&gt; (444444444444) · RDS &lt;down&gt; &amp; out · <!date^1894006740^{date_short_pretty} {time}|2030-01-07 08:59 UTC>";
const line2 =
  "• <https://support.console.aws.amazon.com/support/home#/case/?displayId=1002|1002> · *low* · resolved · " +
  "Payments &lt;prod&gt; (444444444444) · Subject 2 · <!date^1894006680^{date_short_pretty} {time}|2030-01-07 08:58 UTC>";
const line3 =
  "• <https://support.console.aws.amazon.com/support/home#/case/?displayId=1003|1003> · *low* · opened · " +
  "payments (555555555555) · Subject 3 · <!date^1894006620^{date_short_pretty} {time}|2030-01-07 08:57 UTC>";
const line4 =
  "• case-444444444444-muen-2030-4 · *low* · unknown · 666666666666 · without a subject · " +
  "<!date^1894006560^{date_short_pretty} {time}|2030-01-07 08:56 UTC>";

it.each([
  ["", ["*3 open support cases*, newest activity first:", line1, line3, line4]],
  ["all", ["*4 support cases*, newest activity first:", line1, line2, line3, line4]],
  ["urgent", ["*1 open urgent support case*, newest activity first:", line1]],
  ["all low", ["*3 low support cases*, newest activity first:", line2, line3, line4]],
  ["444444444444", ["*1 open support case of 444444444444*, newest activity first:", line1]],
  ["all 444444444444", ["*2 support cases of 444444444444*, newest activity first:", line1, line2]],
  ["PAYMENTS", ["*1 open support case of “PAYMENTS”*, newest activity first:", line3]],
  ["payment", ["*2 open support cases of “payment”*, newest activity first:", line1, line3]],
  ["<prod", ["*1 open support case of “&lt;prod”*, newest activity first:", line1]],
  ["critical", ["No open critical support cases. Resolved ones: `/cases all`."]],
  [
    "all search",
    ["No support cases of “search”. An account is known by its name here once it has such a case."],
  ],
])("answers /cases %s", async (text, lines) => {
  expect(await ask(command(text), four)).toEqual({ told: [lines.join("\n")], problem: undefined });
});

it("shows twenty, and says how many more there are", async () => {
  const { told } = await ask(
    command(""),
    Array.from({ length: 57 }, (_, index) => supportCase(index)),
  );
  const lines = told[0]?.split("\n") ?? [];
  expect([lines[0], lines.length, lines[20]?.includes("|1019>"), lines.at(-1)]).toEqual([
    "*57 open support cases*, newest activity first:",
    22,
    true,
    "… and 37 more. Name an account or a severity to see fewer, or use `orgwatch cases list`.",
  ]);
});

it("says that there may be more than it looked at", async () => {
  const { told } = await ask(
    command(""),
    Array.from({ length: 1001 }, (_, index) => supportCase(index)),
  );
  const lines = told[0]?.split("\n") ?? [];
  expect([lines[0], lines.at(-1)]).toEqual([
    "*1000 or more open support cases*, newest activity first:",
    "… and at least 980 more. Name an account or a severity to see fewer, or use `orgwatch cases list`.",
  ]);
});

it.each([
  ["help", helpWords],
  ["low high", `Only one severity at a time.\n${helpWords}`],
])("helps who writes %j", async (text, words) => {
  expect(await ask(command(text))).toEqual({ told: [words], problem: undefined });
});

it.each<[string, unknown, Partial<AnswerDependencies>, Error]>([
  [
    "after half an hour",
    command("", { at: "2030-01-07T08:30:00Z" }),
    {},
    new NeverAgain("Slack takes no answer after 30 minutes"),
  ],
  [
    "another command",
    command("", { command: "other" }),
    {},
    new NeverAgain("this is not the command /cases"),
  ],
  ["what nobody handed over", { hello: 1 }, {}, new NeverAgain("this is not the command /cases")],
])("gives up: %s", async (_, body, changes, problem) => {
  expect(await ask(body, four, changes)).toEqual({ told: [], problem });
});

it("answers later what Slack or the table does not take now", async () => {
  const refused = await ask(command("", { responseUrl: "https://elsewhere" }), four);
  const reject = () => Promise.reject(new TryLater("the table cannot be used"));
  const away = { casesBy: () => ({ [Symbol.asyncIterator]: () => ({ next: reject }) }) };
  const unread = await ask(command(""), four, { cases: away });
  expect([reasonOf(refused.problem), unread.told, reasonOf(unread.problem)]).toEqual([
    "TryLater: Slack did not take the answer",
    [],
    "TryLater: the table cannot be used",
  ]);
});
