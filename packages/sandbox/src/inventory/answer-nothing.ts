// Answers a call that lists what neither moto nor the sandbox has: there is nothing, in the service's own form.
import { jsonAnswer, xmlAnswer } from "../gateway/error-answer";
import type { Answer } from "../gateway/moto-client";
import type { Protocol, ReceivedCall } from "../gateway/received-call";
import { motoLacks } from "./moto-lacks";

/** Undefined for what moto knows. */
export function answerNothing({
  service,
  operation,
  parameters,
  protocol,
}: Pick<ReceivedCall, "service" | "operation" | "parameters" | "protocol">): Answer | undefined {
  const isLacking = (motoLacks[service] ?? []).some((line) => {
    const [name, condition] = line.split(" ");
    if (name !== operation || condition === undefined) return name === operation;
    const [parameter = "", value] = condition.split("=");
    return value === undefined ? parameter in parameters : parameters[parameter] === value;
  });
  return isLacking ? forms[protocol](operation) : undefined;
}

/** Lists that are absent are empty to every SDK. */
const forms: Readonly<Record<Protocol, (operation: string) => Answer>> = {
  json: () => jsonAnswer({}),
  "rest-json": () => jsonAnswer({}),
  query: (operation) =>
    xmlAnswer(`<${operation}Response><${operation}Result></${operation}Result></${operation}Response>`),
  ec2: (operation) => xmlAnswer(`<${operation}Response></${operation}Response>`),
  "rest-xml": (operation) => xmlAnswer(`<${operation}Result></${operation}Result>`),
  s3: (operation) => xmlAnswer(`<${operation}Result></${operation}Result>`),
  // An empty map.
  cbor: () => ({
    status: 200,
    headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
    body: Buffer.from([0xa0]),
  }),
};
