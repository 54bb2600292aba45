// An answer of EC2 that the gateway makes itself, or EC2's refusal.
import { Ec2Refused } from "../security-groups/ec2-refused";
import { errorAnswer, xmlAnswer } from "./error-answer";
import { type Answer, MotoRefused } from "./moto-client";
import { textIn } from "./read-xml";
import type { ReceivedCall } from "./received-call";

/** `work` answers the XML inside the answer. What EC2 or moto refuses becomes an error's answer; throws whatever else `work` throws. */
export async function answerEc2(
  call: ReceivedCall,
  requestId: string,
  work: () => Promise<string>,
): Promise<Answer> {
  const name = `${call.operation}Response`;
  try {
    const inner = await work();
    const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
    return xmlAnswer(`<${name} xmlns="${namespace}"><requestId>${requestId}</requestId>${inner}</${name}>`);
  } catch (error) {
    if (!(error instanceof Ec2Refused || error instanceof MotoRefused)) throw error;
    const { status, code } = error;
    const message = error instanceof MotoRefused ? textIn(error.message, "Message") : error.message;
    return errorAnswer("ec2", { status, code, message }, requestId);
  }
}
