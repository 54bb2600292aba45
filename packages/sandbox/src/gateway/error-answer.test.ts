import { errorAnswer } from "./error-answer";
import type { Protocol } from "./received-call";

const refusal = { status: 403, code: "AccessDenied", message: "not <you>" };

function bodyOf(protocol: Protocol): string {
  return errorAnswer(protocol, refusal, "r-1").body.toString();
}

describe("errorAnswer", () => {
  it("writes JSON errors with the headers that SDKs read", () => {
    expect(errorAnswer("json", refusal, "r-1", { "retry-after": "2" })).toEqual({
      status: 403,
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-requestid": "r-1",
        "x-amzn-errortype": "AccessDenied",
        "x-amzn-query-error": "AccessDenied;Sender",
        "retry-after": "2",
      },
      body: Buffer.from('{"__type":"AccessDenied","message":"not <you>"}'),
    });
  });

  it("writes each kind of XML error", () => {
    const error =
      "<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not &lt;you&gt;</Message></Error>";
    expect(bodyOf("query")).toBe(`<ErrorResponse>${error}<RequestId>r-1</RequestId></ErrorResponse>`);
    expect(bodyOf("ec2")).toBe(`<Response><Errors>${error}</Errors><RequestID>r-1</RequestID></Response>`);
    expect(bodyOf("rest-xml")).toBe(bodyOf("query"));
    expect(bodyOf("s3")).toBe(
      "<Error><Code>AccessDenied</Code><Message>not &lt;you&gt;</Message><RequestId>r-1</RequestId></Error>",
    );
  });

  it("writes a CBOR map of two texts", () => {
    const answer = errorAnswer("cbor", { status: 400, code: "A", message: "b" }, "r-1");
    expect(answer.body.toString("latin1")).toBe("\xa2y\0\x06__typey\0\x01Ay\0\x07messagey\0\x01b");
  });
});
