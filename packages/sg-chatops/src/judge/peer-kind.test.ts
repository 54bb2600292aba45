import { peerKindOf } from "./peer-kind";

it.each([
  ["0.0.0.0/0", "world"],
  ["0.0.0.0/1", "world"],
  ["128.0.0.0/1", "world"],
  ["64.0.0.0/4", "world"],
  ["64.0.0.0/5", "public"],
  ["203.0.113.7/32", "public"],
  ["10.0.0.0/8", "private"],
  ["10.0.0.0/7", "public"],
  ["172.16.0.0/12", "private"],
  ["172.32.0.0/12", "public"],
  ["192.168.7.0/24", "private"],
  ["100.64.0.0/10", "private"],
  ["169.254.169.254/32", "private"],
  ["999.0.0.0/8", "world"],
])("%s is %s", (cidr, kind) => {
  expect(peerKindOf({ kind: "ipv4", cidr })).toBe(kind);
});

it.each([
  ["::/0", "world"],
  ["2000::/3", "world"],
  ["2000::/7", "world"],
  ["2000::/8", "public"],
  ["2001:db8::/32", "public"],
  ["fc00::/7", "private"],
  ["fd00:1::/32", "private"],
  ["fe80::/10", "private"],
  ["nonsense", "world"],
])("%s is %s", (cidr, kind) => {
  expect(peerKindOf({ kind: "ipv6", cidr })).toBe(kind);
});

it("leaves groups and prefix lists what they are", () => {
  expect([
    peerKindOf({ kind: "group", groupId: "sg-1" }),
    peerKindOf({ kind: "prefix-list", prefixListId: "pl-1" }),
  ]).toEqual(["group", "prefix-list"]);
});
