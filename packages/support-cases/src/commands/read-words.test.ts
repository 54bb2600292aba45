import { readWords } from "./read-words";

const open = { which: "open", account: undefined, severity: undefined } as const;

it.each([
  ["", open],
  ["   ", open],
  ["open", open],
  ["ALL", { ...open, which: "all" }],
  ["444444444444", { ...open, account: { id: "444444444444" } }],
  ["4444-4444-4444 all", { ...open, which: "all", account: { id: "444444444444" } }],
  ["payments", { ...open, account: { name: "payments" } }],
  ["all Payments Prod  URGENT", { which: "all", account: { name: "Payments Prod" }, severity: "urgent" }],
  ["low open payments", { ...open, account: { name: "payments" }, severity: "low" }],
  ['"all" all', { ...open, which: "all", account: { name: "all" } }],
  ["“high 5” high", { ...open, account: { name: "high 5" }, severity: "high" }],
  ["all all low low", { ...open, which: "all", severity: "low" }],
  ['"payments', { ...open, account: { name: '"payments' } }],
])("understands %j", (text, ask) => {
  expect(readWords(text)).toEqual({ kind: "ask", ask });
});

it.each(["help", "HELP", "?", "payments help"])("knows who wants help: %j", (text) => {
  expect(readWords(text)).toEqual({ kind: "help" });
});

it.each([
  ["open all", "It is either open or all."],
  ["low high", "Only one severity at a time."],
  ["12345", "An account id has 12 digits."],
  ["111111111111 222222222222", "Only one account at a time."],
  ["111111111111 payments", "Either an account's id or its name."],
  ["x".repeat(201), "That is too long."],
])("says what is wrong with %j", (text, because) => {
  expect(readWords(text)).toEqual({ kind: "wrong", because });
});
