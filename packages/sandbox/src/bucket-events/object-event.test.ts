import { objectEvent } from "./object-event";

it("writes a new object's notification as S3 does", () => {
  const object = {
    bucket: "b",
    key: "AWSLogs/o 1/ä+.gz",
    bytes: 7,
    eTag: "e",
    versionId: undefined,
    eventName: "ObjectCreated:Put",
  };
  const told = {
    place: { accountId: "111122223333", region: "us-west-2" },
    configurationId: "trail",
    writer: "444455556666",
    requestId: "r-1",
    now: new Date("2030-01-07T09:00:00Z"),
  };
  expect(objectEvent(object, told)).toEqual({
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: "us-west-2",
        eventTime: "2030-01-07T09:00:00.000Z",
        eventName: "ObjectCreated:Put",
        userIdentity: { principalId: "AWS:444455556666" },
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: { "x-amz-request-id": "r-1", "x-amz-id-2": "r-1" },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "trail",
          bucket: { name: "b", ownerIdentity: { principalId: "111122223333" }, arn: "arn:aws:s3:::b" },
          object: {
            key: "AWSLogs/o+1/%C3%A4%2B.gz",
            size: 7,
            eTag: "e",
            sequencer: "00000001B8FB9A3E80",
          },
        },
      },
    ],
  });
});
