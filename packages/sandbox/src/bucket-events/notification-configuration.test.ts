import { readConfiguration, wanting, writeConfiguration } from "./notification-configuration";

const queue = "arn:aws:sqs:us-west-2:111122223333:q";
const sent = `<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
  <QueueConfiguration>
    <Id>trail</Id><Queue>${queue}</Queue><Event>s3:ObjectCreated:*</Event>
    <Filter><S3Key>
      <FilterRule><Name>Prefix</Name><Value>AWSLogs/a&amp;b/</Value></FilterRule>
      <FilterRule><Name>Suffix</Name><Value>.gz</Value></FilterRule>
    </S3Key></Filter>
  </QueueConfiguration>
  <TopicConfiguration><Topic>arn:aws:sns:us-west-2:111122223333:t</Topic><Event>s3:ObjectCreated:Put</Event></TopicConfiguration>
</NotificationConfiguration>`;
const read = [
  { id: "trail", arn: queue, events: ["s3:ObjectCreated:*"], prefix: "AWSLogs/a&b/", suffix: ".gz" },
  {
    id: "new",
    arn: "arn:aws:sns:us-west-2:111122223333:t",
    events: ["s3:ObjectCreated:Put"],
    prefix: "",
    suffix: "",
  },
];

it("reads and writes S3's configuration", () => {
  const destinations = readConfiguration(sent, () => "new");
  expect(destinations).toEqual(read);
  expect(readConfiguration(writeConfiguration(destinations), () => "newer")).toEqual(read);
});

it.each([
  ["<EventBridgeConfiguration/>", "The sandbox's buckets do not tell EventBridge of their objects."],
  [
    "<QueueConfiguration><Queue>q</Queue><Event>s3:ObjectRemoved:*</Event></QueueConfiguration>",
    "The sandbox's buckets do not tell of s3:ObjectRemoved:*.",
  ],
])("refuses what would never be told: %s", (xml, reason) => {
  expect(() => readConfiguration(xml, () => "new")).toThrow(reason);
});

it.each([
  ["s3:ObjectCreated:Put", "AWSLogs/a&b/x.gz", ["trail", "new"]],
  ["s3:ObjectCreated:Copy", "AWSLogs/a&b/x.gz", ["trail"]],
  ["s3:ObjectCreated:Copy", "AWSLogs/a&b/x.json", []],
  ["s3:ObjectCreated:Put", "other/x.gz", ["new"]],
])("%s of %s is told to %j", (event, key, expected) => {
  expect(wanting(read, event, key).map(({ id }) => id)).toEqual(expected);
});
