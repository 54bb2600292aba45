import { type Match, matchOf, mayMatch, readQuery } from "./match-resource";
import type { Resource } from "./resource";

const web: Resource = {
  run: "2030-01-07T09:00:00.000Z",
  account: "444444444444",
  region: "eu-central-1",
  service: "ec2",
  kind: "ec2/instance",
  id: "i-0aa",
  arn: "arn:aws:ec2:eu-central-1:444444444444:instance/i-0aa",
  name: "Web",
  tags: { team: "shop", "aws:autoscaling:groupName": "web:blue", empty: "" },
  raw: {
    PrivateIpAddress: "10.0.0.5",
    Ipv6Addresses: ["2001:0db8:0:0::1"],
    IamInstanceProfile: { Arn: "arn:aws:iam::444444444444:instance-profile/shop" },
    Note: 'said "no" in Köln, 192.0.2.7:443 and (192.0.2.9).',
    Port: 8443,
    Monitoring: null,
  },
};

const search = (words: string): Match | undefined => {
  const query = readQuery(words);
  if (query === undefined) throw new Error("nothing to look for");
  // What is skipped without being parsed must not be a match.
  const found = matchOf(query, web);
  return mayMatch(query, JSON.stringify(web)) ? found : undefined;
};

it.each<[string, Match | undefined]>([
  ["i-0aa", "exact"],
  ["I-0AA", "exact"],
  ["web", "exact"],
  [" arn:aws:ec2:eu-central-1:444444444444:instance/i-0aa ", "exact"],
  ["arn:aws:iam::444444444444:instance-profile/shop", "mention"],
  ["i-0", "mention"],
  ["shop", "mention"],
  ["köln", "mention"],
  ['"no"', "mention"],
  ["8443", "mention"],
  ["PrivateIpAddress", undefined],
  ["i-0aab", undefined],
])("finds an ARN, an id, a name or any text: %s", (words, match) => expect(search(words)).toBe(match));

it.each<[string, Match | undefined]>([
  ["10.0.0.5", "exact"],
  ["10.0.0.50", undefined],
  ["0.0.0.5", undefined],
  ["2001:db8::1", "exact"],
  ["2001:DB8:0::0001", "exact"],
  ["2001:db8::2", undefined],
  ["192.0.2.7", "mention"],
  ["192.0.2.9", "mention"],
  ["192.0.2.70", undefined],
])("finds an address as a whole: %s", (words, match) => expect(search(words)).toBe(match));

it.each<[string, Match | undefined]>([
  ["tag=team", "exact"],
  ["tag=team:shop", "exact"],
  ["Tag=team=shop", "exact"],
  ["tag=aws:autoscaling:groupName", "exact"],
  ["tag=aws:autoscaling:groupName:web:blue", "exact"],
  ["tag=aws:autoscaling:groupName=web:blue", "exact"],
  ["tag=empty=", "exact"],
  ["tag=team=", undefined],
  ["tag=team:sho", undefined],
  ["tag=Team", undefined],
  ["tag=shop", undefined],
])("finds a tag by its key, or by its key and value: %s", (words, match) =>
  expect(search(words)).toBe(match),
);

it.each(["", "  ", "tag=", "tag= "])("looks for nothing: %j", (words) => {
  expect(readQuery(words)).toBeUndefined();
});
