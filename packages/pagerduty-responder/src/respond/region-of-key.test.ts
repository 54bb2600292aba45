import { regionOfKey } from "./region-of-key";

it.each([
  ["guardduty/eu-west-1/f-1", "eu-west-1"],
  ["guardduty/eu-west-1/f-1#for-payments", "eu-west-1"],
  ["alarm/arn:aws:cloudwatch:us-east-1:222222222222:alarm:a:b", "us-east-1"],
  ["alarm/arn:aws-us-gov:cloudwatch:us-gov-west-1:222222222222:alarm:x#for-payments", "us-gov-west-1"],
  ["cloudtrail/c-1", undefined],
  ["guardduty/../f-1", undefined],
  ["", undefined],
])("%s was sent in %s", (key, region) => {
  expect(regionOfKey(key)).toBe(region);
});
