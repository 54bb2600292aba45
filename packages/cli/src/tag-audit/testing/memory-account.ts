// The caller's own account in memory: its instances in each region, and what EC2 does with them.
import { type Enforcer, Refused } from "@orgwatch/core/tag-audit/enforce-instance";
import { type Instance, instanceShape } from "@orgwatch/core/tag-audit/instance";
import type { KnownPrincipals, OwnAccount } from "../own-account/own-account";

export const accountId = "444444444444";

/** An instance that EC2 tells of; running since 2029 and without tags, unless it says otherwise. */
export type MemoryInstance = Partial<Omit<Instance, "state" | "accountId" | "region">> & {
  readonly instanceId: string;
  readonly state?: "pending" | "running" | "stopped" | "shutting-down";
  readonly isProtected?: boolean;
};

export type MemoryAccount = {
  /** By region; an Error is what reading the region fails with. */
  readonly regions: Readonly<Record<string, readonly MemoryInstance[] | Error>>;
  readonly alias?: string;
  readonly principals?: KnownPrincipals;
  /** Undefined: the caller may not ask. */
  readonly known?: readonly string[] | undefined;
  /** What terminating this instance fails with, each time. */
  readonly failures?: Readonly<Record<string, Error>>;
  /** Called after each read of a region. */
  readonly afterRead?: () => void;
  /** Called before each change, with the call. */
  readonly beforeChange?: (call: string) => void;
};

const created = "2029-12-01T08:00:00.000Z";

/** The account behind the small type; `calls` are all changes, in their order. */
export function memoryAccount(held: MemoryAccount): {
  readonly account: OwnAccount;
  readonly calls: readonly string[];
} {
  const calls: string[] = [];
  const instances = new Map(
    Object.entries(held.regions).map(([region, found]) => [
      region,
      found instanceof Error ? [] : found.map((one) => ({ state: "running", ...one }) as const),
    ]),
  );
  const states = new Map<string, NonNullable<MemoryInstance["state"]>>();
  const tagsOf = new Map<string, Record<string, string>>();
  const find = (region: string, id: string) => instances.get(region)?.find((one) => one.instanceId === id);
  const change = (call: string, instanceId: string) => {
    held.beforeChange?.(call);
    calls.push(`${call} ${instanceId}`);
  };
  const enforcerIn = ({ region }: { readonly region: string }): Enforcer => ({
    look: async (instanceId) => {
      const one = find(region, instanceId);
      if (one === undefined) return undefined;
      const { tags = {}, launchedAt = created, keeper } = one;
      const state = states.get(instanceId) ?? one.state;
      return { instanceId, state, launchedAt, keeper, tags: { ...tags, ...tagsOf.get(instanceId) } };
    },
    isProtected: async (instanceId) => find(region, instanceId)?.isProtected ?? false,
    mark: async (instanceId, words) => {
      change("mark", instanceId);
      tagsOf.set(instanceId, { "orgwatch:tag-audit": words });
    },
    unmark: async (instanceId) => {
      change("unmark", instanceId);
      tagsOf.delete(instanceId);
    },
    stop: async () => Promise.reject(new Refused("UnsupportedOperation", "nothing is stopped here")),
    terminate: async (instanceId) => {
      change("terminate", instanceId);
      const failure = held.failures?.[instanceId];
      if (failure) throw failure;
      states.set(instanceId, "shutting-down");
    },
    protect: async () => Promise.reject(new Refused("UnsupportedOperation", "protection is respected here")),
  });
  return {
    calls,
    account: {
      alias: async () => held.alias,
      regions: async () => ("known" in held ? held.known && new Set(held.known) : new Set(instances.keys())),
      principals: async () => held.principals ?? { known: {}, notes: [] },
      enforcerIn,
      instancesIn:
        ({ region }) =>
        async () => {
          const found = held.regions[region];
          if (found instanceof Error) throw found;
          held.afterRead?.();
          return (instances.get(region) ?? []).flatMap((one) => auditedOf(one, region));
        },
    },
  };
}

function auditedOf({ isProtected: _, ...one }: MemoryInstance, region: string): Instance[] {
  const read = instanceShape.safeParse({
    accountId,
    region,
    launchedAt: created,
    createdAt: created,
    tags: {},
    ...one,
  });
  return read.success ? [read.data] : [];
}
