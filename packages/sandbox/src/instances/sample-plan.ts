// Which sample instances there are: sixty of every kind that a tag audit meets, over all accounts and both regions.
import { standardTagPolicy } from "@orgwatch/manifest/tag-policy";
import { canaryAccount, canaryTags } from "./sandbox-tag-policy";

export type SampleKind =
  | "good"
  | "keys-in-another-case"
  | "empty-value"
  | "wrong-value"
  | "unknown-owner"
  | "missing-key"
  | "untagged"
  | "stopped"
  | "protected"
  | "exempt"
  | "exempt-expired"
  | "exempt-too-long"
  | "auto-scaling"
  | "eks"
  | "karpenter"
  | "spot"
  | "fixed-later"
  | "canary";

/** `count` instances alike. `region` is the place in the organization's list of regions. */
export type SamplePlan = {
  readonly account: string;
  readonly region: 0 | 1;
  readonly kind: SampleKind;
  readonly count: number;
  readonly tags: Readonly<Record<string, string>>;
};

/** What the sandbox's policy asks for. */
export function goodTags(department: string, project: string): Readonly<Record<string, string>> {
  return { created_by: "alice", department, project };
}

const dayMs = 86_400_000;

/** The plan; days of exemption count from `now`. */
export function samplePlan(now: Date): readonly SamplePlan[] {
  const until = (days: number) => ({
    [standardTagPolicy.exempt.tagKey]: new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10),
  });
  return [...workloads(until), ...machines(), ...capped()];
}

type Until = (days: number) => Readonly<Record<string, string>>;

function workloads(until: Until): readonly SamplePlan[] {
  const payments = of("acme-payments-prod");
  const data = of("acme-data-lake");
  const dev = of("acme-dev");
  const paid = goodTags("payments", "checkout");
  const lake = goodTags("data", "lake");
  const app = goodTags("platform", "console");
  return [
    payments(0, "good", 4, paid),
    payments(0, "keys-in-another-case", 1, {
      Created_By: "alice",
      Department: "payments",
      Project: "checkout",
    }),
    payments(0, "protected", 1, { Name: "ledger" }),
    payments(1, "good", 2, paid),
    payments(1, "exempt", 1, { Name: "migration", ...until(30) }),
    payments(1, "stopped", 1, { created_by: "alice", department: "payments" }),
    data(0, "good", 4, lake),
    data(0, "empty-value", 1, { ...lake, project: "" }),
    data(1, "good", 2, lake),
    data(1, "wrong-value", 1, { ...lake, department: "marketing" }),
    data(1, "exempt-expired", 1, { Name: "old-import", ...until(-2) }),
    dev(0, "good", 5, app),
    dev(0, "missing-key", 2, { created_by: "bob@acme.example", department: "platform" }),
    dev(1, "exempt-too-long", 1, { Name: "forever", ...until(4000) }),
    dev(1, "good", 2, app),
    of("acme-log-archive")(1, "good", 1, goodTags("sysops", "archive")),
  ];
}

/** What keeps its members alive by itself, and the canaries. */
function machines(): readonly SamplePlan[] {
  const shop = of("acme-web-shop");
  const build = of(canaryAccount);
  const runner = goodTags("platform", "runners");
  return [
    shop(0, "auto-scaling", 3, { Name: "web" }),
    shop(0, "eks", 2, { "eks:cluster-name": "shop", "kubernetes.io/cluster/shop": "owned" }),
    shop(0, "karpenter", 2, { "karpenter.sh/nodepool": "default", "kubernetes.io/cluster/shop": "owned" }),
    shop(1, "spot", 1, { Name: "batch" }),
    shop(1, "good", 2, goodTags("shop", "search")),
    build(0, "canary", 1, canaryTags),
    build(1, "canary", 1, canaryTags),
    build(0, "good", 2, runner),
    build(1, "good", 2, runner),
    build(0, "unknown-owner", 1, { ...runner, created_by: "nobody-we-know" }),
    build(1, "fixed-later", 1, { created_by: "bob", project: "runners" }),
  ];
}

/** More violators than one run may act on in an account. */
function capped(): readonly SamplePlan[] {
  const staging = of("acme-payments-staging");
  return [
    staging(0, "untagged", 6, {}),
    staging(1, "untagged", 4, {}),
    staging(0, "good", 2, goodTags("payments", "checkout")),
  ];
}

function of(account: string) {
  return (
    region: SamplePlan["region"],
    kind: SampleKind,
    count: number,
    tags: SamplePlan["tags"],
  ): SamplePlan => ({ account, region, kind, count, tags });
}
