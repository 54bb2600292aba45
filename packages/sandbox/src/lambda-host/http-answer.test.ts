import { httpAnswer } from "./http-answer";

const json = { "content-type": "application/json" };
const text = { "content-type": "text/plain;charset=utf-8" };

it.each<[string, unknown, unknown]>([
  [
    "a whole answer",
    {
      statusCode: 401,
      headers: { "Content-Type": "application/json", "X-Tries": 3, "content-length": 99 },
      cookies: ["a=1", "b=2"],
      body: '{"error":"é"}',
    },
    {
      status: 401,
      headers: { ...json, "x-tries": "3", "set-cookie": ["a=1", "b=2"] },
      body: '{"error":"é"}',
    },
  ],
  ["a status alone", { statusCode: 204 }, { status: 204, headers: text, body: "" }],
  [
    "base64",
    { statusCode: 200, body: "w6k=", isBase64Encoded: true },
    { status: 200, headers: text, body: "é" },
  ],
  ["text", "pong", { status: 200, headers: json, body: "pong" }],
  ["anything else", { ok: true }, { status: 200, headers: json, body: '{"ok":true}' }],
  ["nothing", null, { status: 200, headers: json, body: "null" }],
])("makes an answer of %s", (_, result, expected) => {
  const answer = httpAnswer(result);
  expect(answer && { ...answer, body: answer.body.toString() }).toEqual(expected);
});

it.each<[string, unknown]>([
  ["a status in words", { statusCode: "fine" }],
  ["a status that HTTP does not have", { statusCode: 42 }],
  ["a body that is no text", { statusCode: 200, body: { ok: true } }],
  ["a header that would end the headers", { statusCode: 200, headers: { location: "/\r\nset-cookie: a=1" } }],
  ["a header name with a space", { statusCode: 200, headers: { "content type": "text/html" } }],
])("makes no answer of %s", (_, result) => {
  expect(httpAnswer(result)).toBeUndefined();
});
