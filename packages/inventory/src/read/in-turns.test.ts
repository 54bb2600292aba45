import type { Kind } from "../../kinds/kind";
import { inTurns } from "./in-turns";

const kind = (service: Kind["service"], what: string, perSecond?: number): Kind => ({
  ...{ kind: `${service}/${what}`, service, scope: "regional", operation: "List", list: "Items", id: "Id" },
  ...(perSecond === undefined ? {} : { perSecond }),
});

it("begins with the slowest, and lets kinds of the same low rate follow each other", () => {
  const kinds = [
    kind("s3", "bucket"),
    kind("glue", "job"),
    kind("wafv2", "web-acl", 4),
    kind("sesv2", "identity", 1),
    kind("glue", "trigger"),
    kind("sesv2", "pool", 1),
    kind("acm", "certificate", 8),
    kind("acm", "authority", 8),
  ];
  expect(inTurns(kinds).map((together) => together.map((one) => one.kind))).toEqual([
    ["sesv2/identity", "sesv2/pool"],
    ["wafv2/web-acl"],
    ["acm/certificate"],
    ["acm/authority"],
    ["glue/job"],
    ["glue/trigger"],
    ["s3/bucket"],
  ]);
});
