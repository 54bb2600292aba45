// Which objects of a bucket are told to whom: the XML of S3's notification configuration, read and written.
import { xmlText } from "../gateway/error-answer";
import { elementsOf, textIn } from "../gateway/read-xml";

/** A queue, topic or function, and what it wants to hear of. */
export type Destination = {
  readonly id: string;
  readonly arn: string;
  /** e.g. `s3:ObjectCreated:*` */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
};

/** What the sandbox would keep without ever telling of it. */
export class CannotNotify extends Error {
  override readonly name = "CannotNotify";
}

/** By the element that configures a destination: the element with its ARN. */
const kinds = {
  QueueConfiguration: "Queue",
  TopicConfiguration: "Topic",
  CloudFunctionConfiguration: "CloudFunction",
};

/** The destinations of a configuration; `newId` names those without an id. Throws CannotNotify. */
export function readConfiguration(xml: string, newId: () => string): readonly Destination[] {
  if (xml.includes("<EventBridgeConfiguration")) {
    throw new CannotNotify("The sandbox's buckets do not tell EventBridge of their objects.");
  }
  return Object.entries(kinds).flatMap(([element, arnElement]) =>
    elementsOf(xml, element).map((inner) => {
      const rules = elementsOf(inner, "FilterRule");
      const filter = (name: string) =>
        textIn(rules.find((rule) => textIn(rule, "Name").toLowerCase() === name) ?? "", "Value");
      const events = elementsOf(inner, "Event");
      const unknown = events.find((event) => !event.startsWith("s3:ObjectCreated:"));
      if (unknown) throw new CannotNotify(`The sandbox's buckets do not tell of ${unknown}.`);
      const [prefix, suffix] = [filter("prefix"), filter("suffix")];
      return { id: textIn(inner, "Id") || newId(), arn: textIn(inner, arnElement), events, prefix, suffix };
    }),
  );
}

/** The configuration as GetBucketNotificationConfiguration answers it. */
export function writeConfiguration(destinations: readonly Destination[]): string {
  const elements = destinations.map(({ id, arn, events, prefix, suffix }) => {
    const [element, arnElement] = kindOf(arn);
    const rules = Object.entries({ prefix, suffix })
      .filter(([, value]) => value !== "")
      .map(
        ([name, value]) => `<FilterRule><Name>${name}</Name><Value>${xmlText(value)}</Value></FilterRule>`,
      );
    const filter = rules.length > 0 ? `<Filter><S3Key>${rules.join("")}</S3Key></Filter>` : "";
    const wanted = events.map((event) => `<Event>${event}</Event>`).join("");
    return `<${element}><Id>${xmlText(id)}</Id><${arnElement}>${arn}</${arnElement}>${wanted}${filter}</${element}>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${elements.join("")}</NotificationConfiguration>`;
}

/** Those who want to hear of an event (`s3:ObjectCreated:Put`) of a key. */
export function wanting(
  destinations: readonly Destination[],
  event: string,
  key: string,
): readonly Destination[] {
  return destinations.filter(
    ({ events, prefix, suffix }) =>
      events.some((wanted) => wanted === event || wanted === "s3:ObjectCreated:*") &&
      key.startsWith(prefix) &&
      key.endsWith(suffix),
  );
}

function kindOf(arn: string): readonly [string, string] {
  if (arn.includes(":sns:")) return ["TopicConfiguration", kinds.TopicConfiguration];
  if (arn.includes(":lambda:")) return ["CloudFunctionConfiguration", kinds.CloudFunctionConfiguration];
  return ["QueueConfiguration", kinds.QueueConfiguration];
}
