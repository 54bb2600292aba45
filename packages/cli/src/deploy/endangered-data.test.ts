import { stripVTControlCharacters } from "node:util";
import { endangeredBy, refusedBy } from "./endangered-data";

/** What Terraform 1.11 prints on a terminal: a frame, broken lines, and colours between the words. */
const colouredRefusal = [
  "\u001b[31m╷\u001b[0m\u001b[0m",
  "\u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1mInstance cannot be destroyed\u001b[0m",
  "\u001b[31m│\u001b[0m \u001b[0m",
  '\u001b[31m│\u001b[0m \u001b[0m  1: \u001b[4mresource "aws_s3_bucket" "bucket_12"\u001b[0m {\u001b[0m',
  "\u001b[31m│\u001b[0m \u001b[0m",
  "\u001b[31m│\u001b[0m \u001b[0mResource",
  "\u001b[31m│\u001b[0m \u001b[0maws_s3_bucket.bucket_12 has",
  "\u001b[31m│\u001b[0m \u001b[0mlifecycle.prevent_destroy set, but the plan calls for this resource to be",
  "\u001b[31m│\u001b[0m \u001b[0mdestroyed.",
  "\u001b[31m╵\u001b[0m\u001b[0m",
].join("\n");

it("reads Terraform's refusal in colours as well", () => {
  const address = "aws_s3_bucket.bucket_12";
  const found = [{ kind: "bucket", name: address, address }];
  expect([colouredRefusal, stripVTControlCharacters(colouredRefusal)].map(refusedBy)).toEqual([found, found]);
});

it("counts GuardDuty's detectors: with one its findings go", () => {
  const address = "aws_guardduty_detector.eu-west-1_alerting_detector_0A";
  const change = { actions: ["delete"], before: { id: "12abc34d567e8fa901bc2d34e56789f0" } };
  expect(endangeredBy({ resource_changes: [{ address, type: "aws_guardduty_detector", change }] })).toEqual([
    { kind: "detector", name: "12abc34d567e8fa901bc2d34e56789f0", address },
  ]);
});
