// The section of security-group changes: who decides, what stays quiet, what is a risk, what happens when nobody answers. `{}` is enough.
import { isIP } from "node:net";
import { changeKinds, peerKinds, standardPolicy } from "@orgwatch/manifest/security-groups";
import { z } from "zod";
import { slackUser } from "./org-config-people";
import { accountId, some, text, wholeNumber } from "./org-config-text";

const band = z.enum(["critical", "high", "medium", "low", "info"]);

const port = wholeNumber(0, 65_535);
const ports = z.union(
  [
    port,
    z.tuple([port, port]).refine(([from, to]) => from <= to, {
      error: ({ input }) => `${JSON.stringify(input)} must have the lower port first`,
    }),
  ],
  { error: "must be a port, or a range of ports: [8000, 8100]" },
);

/** As EC2 says it: by name where it has one. */
const protocol = z.string({ error: 'must be text: a protocol, e.g. "tcp" or "50"' }).refine(isProtocol, {
  error: ({ input }) =>
    `${JSON.stringify(input)} is not tcp, udp, icmp, icmpv6, all, or the number of another protocol (up to 255)`,
});

const cidr = z.string({ error: "must be text: a range of addresses" }).refine(isCidr, {
  error: ({ input }) =>
    `${JSON.stringify(input)} is not a range of addresses (it looks like 10.0.0.0/8 or fd00::/8)`,
});

const riskLine = z.strictObject({
  risk: band,
  /** Shown to people. */
  because: text(/^(?=.*\S).{1,200}$/, "a reason for people (at most 200 characters)"),
  when: z.strictObject({
    change: some(z.enum(changeKinds)).exactOptional(),
    direction: z.enum(["ingress", "egress"]).exactOptional(),
    peer: some(z.enum(peerKinds)).exactOptional(),
    protocol: some(protocol).exactOptional(),
    ports: some(ports).exactOptional(),
    atLeastPorts: wholeNumber(1, 65_536).exactOptional(),
    attachedToPublic: z.boolean().exactOptional(),
  }),
});

const exempt = z.strictObject({
  principals: z
    .array(
      text(
        /^[\w+=,.@*-]{1,128}(\/[\w+=,.@*-]{1,128})?$/,
        "the name of a role or user, or role/session (no ARN; * stands for anything)",
      ),
    )
    .default([]),
  accounts: z.array(accountId).default([]),
  tags: z
    .array(
      z.strictObject({
        key: text(/^.{1,128}$/, "a tag's key"),
        value: text(/^.{0,256}$/, "a tag's value").exactOptional(),
      }),
    )
    .default([]),
  cidrs: z.array(cidr).default([]),
});

const { ownChanges, expireHours, threadMinutes, keepDays } = standardPolicy;

/** See `SecurityGroupPolicy` for what each setting means. */
export const securityGroupsSection = z.strictObject({
  /** Who may press Keep and Deny; the responders of `slack` without it. */
  deciders: z
    .strictObject({
      users: z.array(slackUser).default([]),
      userGroups: z
        .array(text(/^S[A-Z0-9]{4,}$/, "a Slack user group's id (it looks like S0123ABCDEF)"))
        .default([]),
    })
    .optional(),
  ownChanges: z.enum(["refused", "allowed"]).default(ownChanges),
  exempt: exempt.prefault({}),
  /** Instead of the standard table. */
  risk: z
    .array(riskLine)
    .min(1, { error: "must have at least one line; leave it out for the standard table" })
    .optional(),
  denyFrom: band.optional(),
  denyUnanswered: z.strictObject({ from: band, afterMinutes: wholeNumber(1, 10_079) }).optional(),
  expireHours: wholeNumber(1, 168).default(expireHours),
  threadMinutes: wholeNumber(0, 120).default(threadMinutes),
  keepDays: wholeNumber(30, 3650).default(keepDays),
  /** CloudTrail Lake as the second source, for organizations that have it. */
  lake: z
    .strictObject({
      eventDataStores: z
        .array(
          text(
            /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:eventdatastore\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
            "the ARN of an event data store",
          ),
        )
        .min(1, { error: "must name at least one; leave `lake` out without CloudTrail Lake" }),
    })
    .optional(),
});

const namedProtocols: readonly string[] = ["tcp", "udp", "icmp", "icmpv6", "all"];
const numbersOfNamed: readonly string[] = ["6", "17", "1", "58"];

function isProtocol(written: string): boolean {
  const isNumber = /^(0|[1-9]\d{0,2})$/.test(written) && Number(written) <= 255;
  return namedProtocols.includes(written) || (isNumber && !numbersOfNamed.includes(written));
}

function isCidr(written: string): boolean {
  const [, address = "", length = ""] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(written) ?? [];
  const kind = isIP(address);
  return kind !== 0 && Number(length) <= (kind === 4 ? 32 : 128);
}
