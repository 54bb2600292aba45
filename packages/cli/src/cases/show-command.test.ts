import { account, type MemoryHome, runCases, supportCase } from "./testing/memory-home";

const one = supportCase("1234563851", {
  severityCode: "urgent",
  subject: "RDS is\u202e down",
  ccEmailAddresses: ["ben@example.com", "cy@example.com"],
  communications: 4,
});
const message = (hour: string, changes: object) => ({
  caseId: one.caseId,
  id: hour,
  timeCreated: `2030-01-01T${hour}:00:00.000Z`,
  submittedBy: "ana@example.com",
  attachments: [],
  ...changes,
});
const held: MemoryHome = {
  accounts: [account("444444444444", "payments")],
  cases: [supportCase("1", { severityCode: "critical" }), one],
  communications: [
    message("08", {
      body: "It is down.\r\n\tindented \u001b[2J\n\nSince 08:00\n",
      attachments: [{ attachmentId: "a-1", fileName: "log\n1.txt" }, { attachmentId: "a-2" }],
    }),
    message("09", { submittedBy: "Amazon Web Services", body: "" }),
    message("10", { submittedBy: undefined, bodyStart: "Once upon", bodyCut: 400_000 }),
  ],
};
const text = `RDS is down
  case           1234563851 (case-444444444444-muen-2030-1234563851)
  account        payments (444444444444)
  status         opened
  severity       urgent
  service        amazon-rds, performance
  opened         2030-01-01 09:00 (08:00 UTC) by ana@example.com
  copies to      ben@example.com, cy@example.com
  last activity  2030-01-02 09:00 (08:00 UTC)
  read           2030-01-07 09:00 (08:00 UTC)
  console        https://support.console.aws.amazon.com/support/home#/case/?displayId=1234563851

2030-01-01 09:00 (08:00 UTC)  ana@example.com
  It is down.
    indented  [2J

  Since 08:00
  attached: log 1.txt, a-2

2030-01-01 10:00 (09:00 UTC)  Amazon Web Services

2030-01-01 11:00 (10:00 UTC)  unknown
  Once upon
  (cut: it had 400000 characters)

1 of 4 messages are not in the table.
Times are in Europe/Berlin.
`;

it.each(["1234563851", one.caseId])("shows a case with its conversation: %s", async (id) => {
  expect(await runCases(["show", id], held)).toEqual({ code: 0, err: "", started: [], out: text });
});

it("prints one JSON document with --json, as it is stored", async () => {
  const { out } = await runCases(["show", "1234563851", "--json"], held);
  expect(JSON.parse(out)).toEqual({
    case: {
      ...one,
      accountName: "payments",
      link: "https://support.console.aws.amazon.com/support/home#/case/?displayId=1234563851",
    },
    communications: JSON.parse(JSON.stringify(held.communications)),
  });
});

it("shows what there is of a case that has nothing", async () => {
  const bare = supportCase("9", {
    displayId: "",
    subject: "",
    serviceCode: undefined,
    categoryCode: undefined,
    submittedBy: undefined,
    accountId: "999999999999",
  });
  const { out } = await runCases(["show", bare.caseId], { cases: [bare] });
  expect(out).toBe(`without a subject
  case           case-444444444444-muen-2030-9
  account        999999999999
  status         opened
  severity       low
  opened         2030-01-01 09:00 (08:00 UTC)
  last activity  2030-01-02 09:00 (08:00 UTC)
  read           2030-01-07 09:00 (08:00 UTC)

Times are in Europe/Berlin.
`);
});

it.each(["999", "case-\u001bnone"])("says when there is no such case: %j", async (id) => {
  expect(await runCases(["show", id], held)).toEqual({
    code: 1,
    out: "",
    started: [],
    err: `orgwatch: the table has no case ${id.replace("\u001b", " ")}; orgwatch cases sync reads what no event told\n`,
  });
});
