// Where an attribute is JSON that the provider compares by meaning, it is written as `jsonencode(…)` and can be read. Everywhere else the text
// stays as it is, byte by byte: another spelling of the same JSON would be a change of the resource.
import { hclExpression } from "./expression";
import { isObject, type Json, jsonObject } from "./json";

/** By resource type. Their schemas in the AWS provider suppress differences between equivalent documents. */
const comparedByMeaning: Readonly<Record<string, readonly string[]>> = {
  aws_cloudformation_stack: ["template_body"],
  aws_cloudformation_stack_set: ["template_body"],
  aws_cloudwatch_dashboard: ["dashboard_body"],
  aws_cloudwatch_event_bus_policy: ["policy"],
  aws_cloudwatch_event_rule: ["event_pattern"],
  aws_iam_role: ["assume_role_policy"],
  aws_iam_role_policy: ["policy"],
  aws_kms_key: ["policy"],
  aws_s3_bucket_policy: ["policy"],
  aws_sns_topic_policy: ["policy"],
  aws_sns_topic_subscription: ["redrive_policy"],
  aws_sqs_queue: ["policy", "redrive_policy"],
};

/** `jsonencode(…)` for a document that may be written so; undefined for everything else. */
export function jsonencodeOf(type: string, attribute: string, value: Json): string | undefined {
  if (typeof value !== "string" || !comparedByMeaning[type]?.includes(attribute)) return undefined;
  const document = parsed(value);
  return document === undefined ? undefined : `jsonencode(${hclExpression(document)})`;
}

/** Undefined where expressions with quotation marks stand in the text, which then is no JSON. */
function parsed(text: string): Json | undefined {
  try {
    const document = jsonObject.parse(JSON.parse(text));
    return isObject(document) ? document : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
