import { type ArrivedRequest, httpEvent } from "./http-event";

const call = { accountId: "111122223333", requestId: "r-1", at: new Date("2030-01-07T09:00:00Z") };
const press: ArrivedRequest = {
  method: "POST",
  path: "/slack",
  query: "",
  headers: { host: ["127.0.0.1:4566"], "content-type": ["application/json"] },
  body: Buffer.from('{"name":"Zoë"}'),
  sourceIp: "127.0.0.1",
};

it("tells a request in payload format 2.0", () => {
  const request: ArrivedRequest = {
    ...press,
    query: "team=a&team=b&x=1%202&empty",
    headers: {
      ...press.headers,
      connection: ["keep-alive"],
      cookie: ["a=1; b=2", "c=3"],
      "user-agent": ["Slackbot 1.0"],
      "x-slack-signature": ["v0=1", "v0=2"],
    },
  };
  expect(httpEvent(request, call)).toEqual({
    version: "2.0",
    routeKey: "POST /slack",
    rawPath: "/slack",
    rawQueryString: "team=a&team=b&x=1%202&empty",
    cookies: ["a=1", "b=2", "c=3"],
    headers: {
      host: "127.0.0.1:4566",
      "content-type": "application/json",
      "user-agent": "Slackbot 1.0",
      "x-slack-signature": "v0=1,v0=2",
    },
    queryStringParameters: { team: "a,b", x: "1 2", empty: "" },
    requestContext: {
      accountId: "111122223333",
      apiId: "sandbox",
      domainName: "127.0.0.1:4566",
      domainPrefix: "127",
      http: {
        method: "POST",
        path: "/slack",
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: "Slackbot 1.0",
      },
      requestId: "r-1",
      routeKey: "POST /slack",
      stage: "$default",
      time: "07/Jan/2030:09:00:00 +0000",
      timeEpoch: 1894006800000,
    },
    body: '{"name":"Zoë"}',
    isBase64Encoded: false,
  });
});

it.each<[string, string | undefined, Buffer, boolean]>([
  ["JSON", "application/json; charset=utf-8", Buffer.from('{"a":"é"}'), false],
  ["JSON in capitals", "Application/JSON", Buffer.from("{}"), false],
  ["plain text", "text/plain", Buffer.from("€"), false],
  ["XML", "application/xml", Buffer.from("<a/>"), false],
  ["a form, as Slack sends it", "application/x-www-form-urlencoded", Buffer.from("payload=%7B%7D"), true],
  ["an image", "image/png", Buffer.from([0x89, 0x50, 0xff]), true],
  ["what calls itself text and is not", "text/plain", Buffer.from([0xff, 0xfe]), true],
  ["what does not say what it is", undefined, Buffer.from("x"), true],
])("keeps the exact bytes of %s", (_, type, body, isBase64Encoded) => {
  const event = httpEvent(
    { ...press, headers: type === undefined ? {} : { "content-type": [type] }, body },
    call,
  );
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  expect({ isBase64Encoded: event.isBase64Encoded, bytes }).toEqual({ isBase64Encoded, bytes: body });
});

it("has no body, query or cookies where none were sent", () => {
  const { body, isBase64Encoded, ...event } = httpEvent({ ...press, body: Buffer.alloc(0) }, call);
  expect([body, isBase64Encoded, "queryStringParameters" in event, "cookies" in event]).toEqual([
    undefined,
    false,
    false,
    false,
  ]);
});
