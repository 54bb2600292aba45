// A resource, a cell and an account's record for tests, of which a test says only what it is about.
import type { Resource } from "../resource";
import type { AccountResult, Cell, Scope } from "../run-manifest";

export const sampleRun = "2030-01-07T09:00:00.000Z";
export const runBefore = "2029-12-31T09:00:00.000Z";
export const oneAccount = "111111111111";
export const otherAccount = "444444444444";

/** An EC2 instance of eu-west-1, unless the test says otherwise. */
export function sampleResource(id: string, part: Partial<Resource> = {}): Resource {
  return {
    run: sampleRun,
    account: oneAccount,
    region: "eu-west-1",
    service: "ec2",
    kind: "ec2/instance",
    id,
    tags: {},
    raw: { InstanceId: id },
    ...part,
  };
}

/** A cell that was read, with one part. */
export function sampleCell(part: Partial<Cell> = {}): Cell {
  return {
    run: sampleRun,
    account: oneAccount,
    region: "eu-west-1",
    result: "read",
    durationMs: 1000,
    counts: { "ec2/instance": 1 },
    failures: [],
    parts: [{ part: 0, kinds: ["ec2/instance"] }],
    ...part,
  };
}

/** An account that was read wholly, in `global` and eu-west-1. */
export function sampleResult(part: Partial<AccountResult> = {}): AccountResult {
  const account = part.account ?? oneAccount;
  return {
    run: sampleRun,
    account,
    file: `AWSRecon/2030/01/07/${account}_aws_recon_1893920400.json.gz`,
    regions: { global: "read", "eu-west-1": "read" },
    counts: { "ec2/instance": 2 },
    failures: [],
    dropped: [],
    ...part,
  };
}

/** Two accounts and one region. */
export function sampleScope(part: Partial<Scope> = {}): Scope {
  return {
    run: sampleRun,
    accounts: [{ id: oneAccount, name: "security" }, { id: otherAccount }],
    regions: ["eu-west-1"],
    exempt: [],
    leaveOut: [],
    cloudControl: [],
    isPart: false,
    ...part,
  };
}
