import { isInside, readCidr } from "./cidr";

it.each([
  ["10.0.0.0/8", { family: "ipv4", address: "10.0.0.0", prefix: 8 }],
  [" 203.0.113.7 ", { family: "ipv4", address: "203.0.113.7", prefix: 32 }],
  ["::/0", { family: "ipv6", address: "::", prefix: 0 }],
  ["2001:db8::1", { family: "ipv6", address: "2001:db8::1", prefix: 128 }],
  ["10.0.0.0/33", undefined],
  ["10.0.0.0/", undefined],
  ["10.0.0.0/-1", undefined],
  ["10.0.0.0/8/8", undefined],
  ["010.0.0.0/8", undefined],
  ["10.0.0/8", undefined],
  ["::/129", undefined],
  ["fe80::1%eth0/64", undefined],
  ["", undefined],
  ["sg-1", undefined],
])("reads %j", (text, expected) => {
  expect(readCidr(text)).toEqual(expected);
});

it.each([
  ["10.1.0.0/16", ["10.0.0.0/8"], true],
  ["10.0.0.0/8", ["10.0.0.0/8"], true],
  ["10.0.0.0/7", ["10.0.0.0/8"], false],
  ["11.0.0.0/8", ["10.0.0.0/8"], false],
  ["11.0.0.1", ["10.0.0.0/8", "11.0.0.0/24"], true],
  ["10.0.0.0/8", [], false],
  ["0.0.0.0/0", ["0.0.0.0/0"], true],
  ["2001:db8:1::/48", ["2001:db8::/32"], true],
  ["2001:db9::/48", ["2001:db8::/32"], false],
  ["::/0", ["2001:db8::/32"], false],
  ["10.0.0.1", ["::/0"], false],
  ["::ffff:10.0.0.1", ["10.0.0.0/8"], false],
])("%s lies in %j: %s", (inner, ranges, expected) => {
  const [one] = [readCidr(inner)].flatMap((cidr) => cidr ?? []);
  expect(
    one &&
      isInside(
        one,
        ranges.flatMap((range) => readCidr(range) ?? []),
      ),
  ).toBe(expected);
});
