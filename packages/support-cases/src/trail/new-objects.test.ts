import { newTrailFiles } from "./new-objects";
import { notificationOf, place } from "./testing/trail-file";

it("names each file once, with its key as it is in the bucket", () => {
  const odd = `my trail+1/ü/${place.key}`;
  expect(newTrailFiles(notificationOf(place.key, odd, place.key))).toEqual([place, { ...place, key: odd }]);
});

it.each([
  [place.key, 1],
  ["AWSLogs/111122223333/CloudTrail/us-east-1/2030/01/07/x.json.gz", 1],
  ["AWSLogs/o-acme123456/111122223333/CloudTrail-Digest/us-east-1/2030/01/07/x.json.gz", 0],
  ["AWSLogs/o-acme123456/111122223333/CloudTrail-Insight/us-east-1/2030/01/07/x.json.gz", 0],
  ["AWSLogs/111122223333/Config/us-east-1/CloudTrail/x.json.gz", 0],
  ["AWSLogs/111122223333/CloudTrail/us-east-1/x.json", 0],
  ["NotAWSLogs/111122223333/CloudTrail/us-east-1/x.json.gz", 0],
  ["AWSLogs/111122223333/CloudTrail/", 0],
])("knows the trail's own files by their keys: %s", (key, files) => {
  expect(newTrailFiles(notificationOf(key))).toHaveLength(files);
});

it("passes over S3's trial and over objects that went away", () => {
  const [gone] = notificationOf(place.key).Records;
  const bodies = [
    { Service: "Amazon S3", Event: "s3:TestEvent", Time: "2030-01-07T09:00:00Z", Bucket: place.bucket },
    { Records: [{ ...gone, eventName: "ObjectRemoved:Delete" }] },
    { Records: [] },
  ];
  expect(bodies.map(newTrailFiles)).toEqual([[], [], []]);
});

it.each([
  ["text", "hello", "the message is no event notification of S3"],
  ["nothing", null, "the message is no event notification of S3"],
  [
    "another service's records",
    { Records: [{ eventSource: "aws:ses" }] },
    "the message is no event notification of S3",
  ],
  [
    "a region that is no region",
    { Records: [{ ...notificationOf(place.key).Records[0], awsRegion: "example.com#" }] },
    "the message is no event notification of S3",
  ],
  [
    "a key that cannot be decoded",
    {
      Records: [
        {
          ...notificationOf(place.key).Records[0],
          s3: { bucket: { name: "b" }, object: { key: "%E0%A4%A" } },
        },
      ],
    },
    "the key %E0%A4%A cannot be decoded",
  ],
])("refuses %s", (_, body, words) => {
  expect(() => newTrailFiles(body)).toThrow(words);
});
