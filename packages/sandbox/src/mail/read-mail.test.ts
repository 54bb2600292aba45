import { readMail } from "./read-mail";

const nobody = { cc: [], bcc: [], replyTo: [] };

it("reads a mail in parts", () => {
  const mail = {
    FromEmailAddress: "Orgwatch <orgwatch@acme.example>",
    Destination: { ToAddresses: ["alice@acme.example"], CcAddresses: ["bob@acme.example"] },
    ReplyToAddresses: ["security@acme.example"],
    Content: {
      Simple: {
        Subject: { Data: "3 instances · no tags" },
        Body: { Text: { Data: "Three." }, Html: { Data: "<p>Three.</p>" } },
      },
    },
  };
  expect(readMail(mail)).toEqual({
    from: "Orgwatch <orgwatch@acme.example>",
    to: ["alice@acme.example"],
    cc: ["bob@acme.example"],
    bcc: [],
    replyTo: ["security@acme.example"],
    subject: "3 instances · no tags",
    text: "Three.",
    html: "<p>Three.</p>",
  });
});

it("reads a raw mail with encoded words, a nested alternative and an attachment", () => {
  const raw = [
    "From: Orgwatch <orgwatch@acme.example>",
    'To: "Ahmed, Alice" <alice@acme.example>,',
    "  bob@acme.example",
    "Subject: =?UTF-8?B?4pyT?= =?UTF-8?Q?_three_=C3=A4?=",
    'Content-Type: multipart/mixed; boundary="outer"',
    "",
    "--outer",
    "Content-Type: multipart/alternative; boundary=inner",
    "",
    "--inner",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Three =E2=9C=93 inst=",
    "ances",
    "--inner",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("<p>Three ✓</p>").toString("base64"),
    "--inner--",
    "--outer",
    "Content-Type: application/json",
    "",
    "{}",
    "--outer--",
    "",
  ].join("\r\n");
  const Data = Buffer.from(raw).toString("base64");
  expect(
    readMail({ Content: { Raw: { Data } }, Destination: { BccAddresses: ["eve@acme.example"] } }),
  ).toEqual({
    ...nobody,
    from: "Orgwatch <orgwatch@acme.example>",
    to: ['"Ahmed, Alice" <alice@acme.example>', "bob@acme.example"],
    bcc: ["eve@acme.example"],
    subject: "✓ three ä",
    text: "Three ✓ instances\r",
    html: "<p>Three ✓</p>",
  });
});

it("reads a raw mail of one part, and takes a template for no mail", () => {
  const Data = Buffer.from("From: a@acme.example\nSubject: x\n\nTräge").toString("base64");
  expect(readMail({ FromEmailAddress: "b@acme.example", Content: { Raw: { Data } } })).toEqual({
    ...nobody,
    from: "b@acme.example",
    to: [],
    subject: "x",
    text: "Träge",
    html: undefined,
  });
  expect(readMail({ Content: { Template: { TemplateName: "t" } } })).toBeUndefined();
});
