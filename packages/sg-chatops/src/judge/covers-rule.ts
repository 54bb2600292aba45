// Whether one rule lets everything through that another one does: then a change from the first to the second opens nothing.
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { isInside, readCidr } from "./cidr";
import { openPorts } from "./open-ports";

/** In doubt false: what cannot be compared is not covered. */
export function coversRule(wide: Rule, narrow: Rule): boolean {
  return (
    wide.direction === narrow.direction && coversTraffic(wide, narrow) && coversPeer(wide.peer, narrow.peer)
  );
}

function coversTraffic(wide: Rule, narrow: Rule): boolean {
  if (wide.protocol === "-1") return true;
  if (wide.protocol !== narrow.protocol) return false;
  const [outer, inner] = [openPorts(wide), openPorts(narrow)];
  if (outer !== undefined && inner !== undefined) return outer.from <= inner.from && inner.to <= outer.to;
  // ICMP's type and code, where -1 is any.
  return [
    [wide.fromPort, narrow.fromPort],
    [wide.toPort, narrow.toPort],
  ].every(([one = -1, other = -1]) => one === -1 || one === other);
}

function coversPeer(wide: Peer, narrow: Peer): boolean {
  switch (wide.kind) {
    case "ipv4":
    case "ipv6": {
      const outer = readCidr(wide.cidr);
      const inner = narrow.kind === wide.kind ? readCidr(narrow.cidr) : undefined;
      return outer !== undefined && inner !== undefined && isInside(inner, [outer]);
    }
    case "prefix-list":
      return narrow.kind === "prefix-list" && narrow.prefixListId === wide.prefixListId;
    case "group":
      return narrow.kind === "group" && wide.groupId !== undefined && narrow.groupId === wide.groupId;
  }
}
