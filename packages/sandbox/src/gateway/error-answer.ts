// Writes an error as the service itself would, so that SDKs read its code, message and whether to try again.
import type { Refusal } from "../aws-call";
import type { Answer } from "./moto-client";
import type { Protocol } from "./received-call";

/** The answer for a refusal in the protocol's own form. `headers` are added, e.g. `retry-after`. */
export function errorAnswer(
  protocol: Protocol,
  refusal: Refusal,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { type, body } = forms[protocol](refusal, requestId);
  return {
    status: refusal.status,
    headers: {
      "content-type": type,
      "x-amzn-requestid": requestId,
      ...(protocol === "json" || protocol === "rest-json" ? errorHeaders(refusal) : {}),
      ...(protocol === "cbor" ? { "smithy-protocol": "rpc-v2-cbor" } : {}),
      ...headers,
    },
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

/** A JSON answer that succeeds. */
export function jsonAnswer(value: unknown): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** An XML answer that succeeds. */
export function xmlAnswer(xml: string): Answer {
  return { status: 200, headers: { "content-type": "text/xml" }, body: Buffer.from(xml) };
}

/** Text made safe to stand in XML. */
export function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

type Form = (
  refusal: Refusal,
  requestId: string,
) => { readonly type: string; readonly body: string | Buffer };

const json: Form = ({ code, message }) => ({
  type: "application/x-amz-json-1.1",
  body: JSON.stringify({ __type: code, message }),
});

const forms: Readonly<Record<Protocol, Form>> = {
  json,
  "rest-json": (refusal, id) => ({ ...json(refusal, id), type: "application/json" }),
  query: (refusal, id) => ({
    type: "text/xml",
    body: `<ErrorResponse>${xmlError(refusal)}<RequestId>${id}</RequestId></ErrorResponse>`,
  }),
  ec2: (refusal, id) => ({
    type: "text/xml",
    body: `<Response><Errors>${xmlError(refusal)}</Errors><RequestID>${id}</RequestID></Response>`,
  }),
  "rest-xml": (refusal, id) => forms.query(refusal, id),
  s3: ({ code, message }, id) => ({
    type: "application/xml",
    body: `<Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message><RequestId>${id}</RequestId></Error>`,
  }),
  cbor: ({ code, message }) => ({
    type: "application/cbor",
    body: Buffer.concat([
      Buffer.from([0xa2]),
      ...["__type", code, "message", message].map((text) => cborText(text)),
    ]),
  }),
};

function xmlError({ status, code, message }: Refusal): string {
  const type = status >= 500 ? "Receiver" : "Sender";
  return `<Error><Type>${type}</Type><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error>`;
}

/** SQS's SDKs look up the code in a header of their own (the name it had in the query protocol). */
function errorHeaders({ status, code }: Refusal): Record<string, string> {
  return {
    "x-amzn-errortype": code,
    "x-amzn-query-error": `${code};${status >= 500 ? "Receiver" : "Sender"}`,
  };
}

/** RFC 8949: major type 3 with a two-byte length. */
function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
