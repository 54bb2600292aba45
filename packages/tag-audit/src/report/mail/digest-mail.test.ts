import {
  cell,
  digest,
  paying,
  planned,
  reportWorld,
  runId,
  secure,
  violation,
} from "../../testing/report-world";

const stop = { what: "stop", runId, intendedAt: runId, endedAt: runId } as const;
const key = `reports/aws_tag_violator/date=2030-01-07/${runId}.ndjson.gz`;
const list = `The whole list is in Athena's table aws_tag_violator, and in S3 as ${key}`;

async function mailsOf(facts: Parameters<typeof reportWorld>[0]) {
  const world = await reportWorld(facts);
  await world.finish();
  return world.mail.mails;
}

describe("the digest", () => {
  it("says what was done, what would be, what is next and what is not known", async () => {
    const protectedOne = violation(2, { acts: [{ ...stop, outcome: "refused", words: "it is protected" }] });
    const cappedOne = violation(4, { stage: "warn" });
    const facts = {
      violations: [
        violation(1, { stage: "stop", acts: [{ ...stop, outcome: "done" }] }),
        protectedOne,
        violation(3),
        cappedOne,
        violation(5, { next: { stage: "warn", at: "2030-01-08T08:30:00.000Z" } }, {}, paying),
        violation(6, { status: "mended", endedAt: "2030-01-07T08:45:00.000Z" }),
      ],
      plan: {
        acts: [planned(violation(1), "stop"), planned(protectedOne, "stop"), planned(violation(3), "warn")],
        held: [{ violationId: cappedOne.violationId, stage: "stop" as const, why: "more than 20 are due" }],
        warnings: ["More than 20 instances are due to be stopped: nothing of it was done"],
      },
      cells: [
        cell(secure),
        cell(paying, { canary: "missing", canaryWords: "3 instances, 12 the last time" }),
      ],
      policy: { digest },
    };
    const [mail] = await mailsOf(facts);
    expect({ subject: mail?.subject, text: mail?.text?.split("\n").filter((line) => line !== "") }).toEqual({
      subject:
        "EC2 tag audit 2030-01-07: 5 of 20 instances in 2 accounts do not have their tags; 1 stopped, 1 warned, 1 refused",
      text: [
        "Tag audit of 2030-01-07 08:30 UTC: 5 of 20 instances in 2 accounts do not have their tags.",
        "== People are asked ==",
        "- More than 20 instances are due to be stopped: nothing of it was done",
        "== Done in this run (2) ==",
        `- ${line(1)}stopped`,
        `- ${line(2)}not stopped: it is protected`,
        "== Warned with this report (1) ==",
        `- ${line(3)}warned; will be stopped on 2030-01-10 09:00 UTC unless its tags are mended`,
        "== Would be done, and is not (1) ==",
        `- ${line(4)}would be stopped, but is not: more than 20 are due`,
        "== Reported (1) ==",
        `- ${line(5, "payments-prod")}reported; will be warned on 2030-01-08 08:30 UTC unless its tags are mended`,
        "Ended since the last run: 1 mended, 0 gone, 0 exempt now.",
        "== Canaries that failed ==",
        "- payments-prod in us-west-2: 3 instances, 12 the last time",
        `${list}: https://console.test/${key}`,
      ],
    });
  });

  it("does not call stopped what its owner had stopped", async () => {
    const found = {
      ...stop,
      outcome: "found-done",
      words: "it was stopped already",
      byOthers: true,
    } as const;
    const [mail] = await mailsOf({
      violations: [violation(1, { stage: "stop", acts: [found] })],
      plan: { acts: [planned(violation(1), "stop")] },
      policy: { digest },
    });
    expect([mail?.subject, mail?.text?.split("\n").filter((row) => row.startsWith("- "))]).toEqual([
      "EC2 tag audit 2030-01-07: 1 of 20 instances in 2 accounts does not have its tags; 1 found stopped",
      [`- ${line(1)}not stopped by this run: somebody had stopped it already`],
    ]);
  });

  it("shows what others wrote as text, on one line", async () => {
    const evil = `<img src=x onerror="alert(1)">\r\n== Done ==\u202e&'`;
    const [mail] = await mailsOf({
      violations: [
        violation(
          1,
          { problems: [{ key: "k", problem: "not-allowed", words: `department is ${evil}` }] },
          { Name: evil },
        ),
      ],
      policy: { digest },
    });
    const shown = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; == Done ==\uFFFD&amp;&#39;";
    expect(mail?.html?.split("\n").filter((row) => row.includes("<td"))).toEqual([
      `<tr>${[
        "i-00000000000000001",
        shown,
        "security",
        "us-west-2",
        "",
        `department is ${shown}`,
        "2030-01-05 08:30 UTC",
        "reported",
      ]
        .map((text) => `<td align="left">${text}</td>`)
        .join("")}</tr>`,
    ]);
    expect(mail?.text?.split("\n").filter((row) => row.startsWith("=="))).toEqual(["== Reported (1) =="]);
  });

  it("sums many up by account, and still names those on which something was done", async () => {
    const many = Array.from({ length: 300 }, (_, number) => violation(number));
    const [mail] = await mailsOf({
      violations: many,
      plan: { acts: [planned(violation(7), "warn")] },
      policy: { digest },
    });
    const rows = mail?.text?.split("\n").filter((row) => row.startsWith("- "));
    expect(rows).toEqual([
      `- ${line(7)}warned; will be stopped on 2030-01-10 09:00 UTC unless its tags are mended`,
      "- security | 111111111111 | 300 | 10 | 0",
    ]);
  });

  it("goes to fifty people at a time", async () => {
    const to = Array.from({ length: 120 }, (_, number) => `p${number}@acme.example`);
    const mails = await mailsOf({ violations: [violation(1)], policy: { digest: { ...digest, to } } });
    expect(mails.map((mail) => mail.to.length)).toEqual([50, 50, 20]);
    expect(mails.flatMap((mail) => mail.to)).toEqual(to);
  });

  it("is not sent when there is nothing to say", async () => {
    expect(await mailsOf({ policy: { digest } })).toEqual([]);
  });
});

function line(number: number, account = "security"): string {
  return `i-0000000000000000${number} | web-${number} | ${account} | us-west-2 | department is missing | 2030-01-05 08:30 UTC | `;
}
