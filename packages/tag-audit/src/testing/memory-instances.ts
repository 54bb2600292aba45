// EC2's instances in memory, for tests: their states and protection, EC2's own refusals, faults on request, and every effect in a list.
import {
  type Enforcer,
  InstanceGone,
  NoAccess,
  Refused,
  type SeenInstance,
} from "@orgwatch/core/tag-audit/enforce-instance";
import { keeperOf } from "@orgwatch/core/tag-audit/keeper";
import { markTag } from "@orgwatch/manifest/tag-policy";

export type InstanceCall = keyof Enforcer;

/** Runs before a call has its effect and after it; what it throws is what the caller gets instead of an answer. */
export type InstanceFault = (
  call: InstanceCall,
  when: "before" | "after",
  id: string,
) => void | Promise<void>;

export type MemoryInstance = {
  readonly state?: SeenInstance["state"];
  readonly tags?: Readonly<Record<string, string>>;
  readonly protected?: boolean;
  /** One of a spot request cannot be stopped. */
  readonly spot?: boolean;
  readonly launchedAt?: string;
};

export type MemoryInstances = {
  readonly enforcer: Enforcer;
  readonly add: (instanceId: string, instance: MemoryInstance) => void;
  /** What somebody else does, uncounted. */
  readonly change: (instanceId: string, instance: MemoryInstance) => void;
  readonly remove: (instanceId: string) => void;
  readonly look: (instanceId: string) => Required<MemoryInstance> | undefined;
  /** Each call that changed something, or asked to change what was so already: `stop i-1`. */
  readonly effects: () => readonly string[];
  /** As IAM does: what is not marked may not be stopped, terminated or unprotected. After a mark so many calls are denied yet. */
  readonly markIsSeenAfter: (calls: number) => void;
  readonly setFault: (fault: InstanceFault) => void;
};

type Held = Required<MemoryInstance> & { deniedYet: number };

/** An account and region without instances. */
export function memoryInstances(now: () => Date): MemoryInstances {
  const held = new Map<string, Held>();
  const effects: string[] = [];
  let fault: InstanceFault = () => {};
  let markLag = 0;
  const known = (id: string): Held => {
    const found = held.get(id);
    if (!found) throw new InstanceGone(`${id} does not exist`);
    return found;
  };
  const marked = (id: string): Held => {
    const one = known(id);
    if (!(markTag in one.tags)) throw new NoAccess("it is not marked");
    if (one.deniedYet > 0) {
      one.deniedYet -= 1;
      throw new NoAccess("its mark is not known yet");
    }
    return one;
  };
  const set = (id: string, change: Partial<Held>) => void held.set(id, { ...known(id), ...change });
  async function call<Answer>(name: InstanceCall, id: string, work: () => Answer): Promise<Answer> {
    await fault(name, "before", id);
    const answer = work();
    await fault(name, "after", id);
    return answer;
  }
  const acts = actsOf({ known, marked, set, effects, markLag: () => markLag });
  const enforcer: Enforcer = {
    look: (id) => call("look", id, () => seenOf(id, held.get(id))),
    isProtected: (id) => call("isProtected", id, () => known(id).protected),
    mark: (id, words) => call("mark", id, () => acts.mark(id, words)),
    unmark: (id) => call("unmark", id, () => acts.unmark(id)),
    stop: (id) => call("stop", id, () => acts.stop(id)),
    terminate: (id) => call("terminate", id, () => acts.terminate(id)),
    protect: (id, on) => call("protect", id, () => acts.protect(id, on)),
  };
  const usual = { state: "running", tags: {}, protected: false, spot: false } as const;
  return {
    enforcer,
    add: (id, one) => void held.set(id, { ...usual, launchedAt: now().toISOString(), deniedYet: 0, ...one }),
    change: (id, change) => set(id, change),
    remove: (id) => void held.delete(id),
    look: (id) => {
      const { deniedYet: _, ...one } = held.get(id) ?? { deniedYet: 0 };
      return "state" in one ? one : undefined;
    },
    effects: () => effects,
    markIsSeenAfter: (calls) => {
      markLag = calls;
    },
    setFault: (next) => {
      fault = next;
    },
  };
}

type Ec2 = {
  readonly known: (id: string) => Held;
  readonly marked: (id: string) => Held;
  readonly set: (id: string, change: Partial<Held>) => void;
  readonly effects: string[];
  readonly markLag: () => number;
};

function actsOf({ known, marked, set, effects, markLag }: Ec2) {
  return {
    mark: (id: string, words: string) => {
      const { tags } = known(id);
      set(id, { tags: { ...tags, [markTag]: words }, deniedYet: markTag in tags ? 0 : markLag() });
      effects.push(`mark ${id}: ${words}`);
    },
    unmark: (id: string) => {
      const { [markTag]: _, ...tags } = known(id).tags;
      set(id, { tags });
      effects.push(`unmark ${id}`);
    },
    stop: (id: string) => {
      const { state, spot } = marked(id);
      if (spot) throw new Refused("UnsupportedOperation", "a spot instance cannot be stopped");
      if (isOver(state)) throw new Refused("IncorrectInstanceState", `it is ${state}`);
      effects.push(`stop ${id}`);
      if (state === "running") set(id, { state: "stopping" });
    },
    terminate: (id: string) => {
      if (marked(id).protected) throw new Refused("OperationNotPermitted", "it may not be terminated");
      effects.push(`terminate ${id}`);
      set(id, { state: "shutting-down" });
    },
    protect: (id: string, on: boolean) => {
      if (isOver(marked(id).state)) throw new Refused("IncorrectInstanceState", "it is terminated");
      effects.push(`${on ? "protect" : "unprotect"} ${id}`);
      set(id, { protected: on });
    },
  };
}

function isOver(state: SeenInstance["state"]): boolean {
  return state === "shutting-down" || state === "terminated";
}

function seenOf(instanceId: string, one: Held | undefined): SeenInstance | undefined {
  if (!one) return undefined;
  const { state, launchedAt, tags, spot } = one;
  const keeper = keeperOf({ tags, lifecycle: spot ? "spot" : undefined });
  return { instanceId, state, launchedAt, tags, keeper };
}
