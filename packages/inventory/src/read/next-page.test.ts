// Where the next page begins, in the services' different words.
import { nextPage } from "./next-page";

it.each<[string, object, object | undefined]>([
  ["EventBridge", { Rules: [], NextToken: "t" }, { NextToken: "t" }],
  ["newer services", { items: [], nextToken: "t" }, { nextToken: "t" }],
  ["WAF", { WebACLs: [], NextMarker: "m" }, { NextMarker: "m" }],
  ["CloudFront", { CachePolicyList: { Items: [], NextMarker: "m" } }, { Marker: "m" }],
  ["API Gateway", { items: [], position: "p" }, { position: "p" }],
  ["Lightsail", { instances: [], nextPageToken: "t" }, { pageToken: "t" }],
  [
    "a zone's records",
    { IsTruncated: true, NextRecordName: "a.example.", NextRecordType: "A", NextRecordIdentifier: "blue" },
    { StartRecordName: "a.example.", StartRecordType: "A", StartRecordIdentifier: "blue" },
  ],
  ["a zone's last records", { IsTruncated: false, NextRecordName: "a.example." }, undefined],
  [
    "Firehose",
    { DeliveryStreamNames: ["a", "b"], HasMoreDeliveryStreams: true },
    { ExclusiveStartDeliveryStreamName: "b" },
  ],
  ["Firehose's last page", { DeliveryStreamNames: ["a"], HasMoreDeliveryStreams: false }, undefined],
  ["a stream's tags", { Tags: [{ Key: "k" }], HasMoreTags: true }, { ExclusiveStartTagKey: "k" }],
  ["the last page", { Rules: [], NextToken: "" }, undefined],
  ["what has no pages", { PasswordPolicy: {} }, undefined],
])("of %s", (_, answer, input) => {
  expect(nextPage(answer)).toEqual(input);
});
