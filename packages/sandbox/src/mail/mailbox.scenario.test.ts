import { CreateEmailIdentityCommand, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { type Scenario, startScenario } from "../gateway/scenario";
import { guardFor } from "../iam/guard";
import { parsePolicy } from "../iam/policy-document";
import { refusal } from "../security-groups/group-scenario";

let scenario: Scenario;
let account: string;
let client: SESv2Client;
const at = new Date("2030-01-07T09:00:00Z");

beforeAll(async () => {
  scenario = await startScenario({ now: () => at });
  account = scenario.organization.infrasecAccountId;
  client = new SESv2Client(scenario.admin(account));
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: "acme.example" }));
}, 60_000);

afterAll(async () => {
  client?.destroy();
  await scenario?.stop();
});

function mail(FromEmailAddress: string, subject: string): SendEmailCommand {
  return new SendEmailCommand({
    FromEmailAddress,
    Destination: { ToAddresses: ["alice@acme.example"] },
    Content: { Simple: { Subject: { Data: subject }, Body: { Html: { Data: "<p>✓</p>" } } } },
  });
}

it("keeps what SES took, and tells of each mail", async () => {
  const heard: string[] = [];
  const end = scenario.gateway.mail.subscribe(({ subject }) => heard.push(subject));
  const { MessageId } = await client.send(mail("Orgwatch <orgwatch@acme.example>", "Digest"));
  end();
  const raw = "Subject: Raw\r\nTo: bob@acme.example\r\n\r\nHello";
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: "orgwatch@acme.example",
      Content: { Raw: { Data: Buffer.from(raw) } },
    }),
  );
  const place = { accountId: account, region: scenario.region, at };
  const nobody = { cc: [], bcc: [], replyTo: [] };
  expect(scenario.gateway.mail.messages()).toEqual([
    {
      ...{ ...place, ...nobody, id: MessageId, subject: "Digest", text: undefined, html: "<p>✓</p>" },
      from: "Orgwatch <orgwatch@acme.example>",
      to: ["alice@acme.example"],
    },
    {
      ...{ ...place, ...nobody, id: expect.any(String), subject: "Raw", text: "Hello", html: undefined },
      from: "orgwatch@acme.example",
      to: ["bob@acme.example"],
    },
  ]);
  expect(heard).toEqual(["Digest"]);
});

it("keeps nothing that SES refused: an unknown sender, a fault", async () => {
  const before = scenario.gateway.mail.messages().length;
  expect((await refusal(client.send(mail("orgwatch@evil.example", "No"))))[0]).toBe("MessageRejected");
  scenario.gateway.faults.add({
    service: "ses",
    operation: "SendEmail",
    kind: "throttle",
    share: 1,
    times: 1,
  });
  expect((await refusal(client.send(mail("orgwatch@acme.example", "Later"))))[0]).toBe("ThrottlingException");
  expect(scenario.gateway.mail.messages()).toHaveLength(before);
});

it("keeps a mail whose answer is lost", async () => {
  scenario.gateway.faults.add({
    service: "ses-answer",
    operation: "SendEmail",
    kind: "reset",
    share: 1,
    times: 1,
  });
  const [, words] = await refusal(client.send(mail("orgwatch@acme.example", "Lost answer")));
  expect(words).not.toBe("It succeeded");
  expect(scenario.gateway.mail.messages().map(({ subject }) => subject)).toContain("Lost answer");
});

it("judges a mail on the identity that it is sent as: the address where that is one, or its domain", async () => {
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: "boss@acme.example" }));
  const identity = `arn:aws:ses:${scenario.region}:${account}:identity/acme.example`;
  const statement = { Effect: "Allow", Action: "ses:SendEmail", Resource: identity };
  const document = parsePolicy({ Version: "2012-10-17", Statement: statement }, "the test");
  const role = { accountId: account, name: "reporter" };
  const trust = { Version: "2012-10-17", Statement: [] } as const;
  scenario.gateway.guard(
    guardFor({ organizationId: "o-1", roles: [{ ...role, policies: [document], trust }] }),
  );
  const credentials = scenario.gateway.issue({
    ...{ accountId: account, kind: "role", roleName: role.name, sessionName: "s" },
  });
  const own = new SESv2Client({ ...scenario.admin(account), credentials });
  expect(await refusal(own.send(mail("Orgwatch <orgwatch@acme.example>", "Fine")))).toEqual([
    "Error",
    "It succeeded",
  ]);
  expect((await refusal(own.send(mail("boss@acme.example", "Fishy"))))[0]).toBe("AccessDeniedException");
  own.destroy();
});
