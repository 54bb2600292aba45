// What StackSets were told and moto does not keep: their deployment settings, and which units they are rolled out to.
import type { Place } from "../gateway/moto-client";
import { isRecord, textOf, textsOf } from "../gateway/read-json";

export type Override = { readonly key: string; readonly value: string };

/** A unit (or the root) in whose accounts the StackSet has instances in one region. */
export type Target = {
  readonly unitId: string;
  readonly region: string;
  readonly overrides: readonly Override[];
};

export type StackSet = {
  /** The account and region that the StackSet lives in. */
  readonly place: Place;
  readonly name: string;
  readonly isServiceManaged: boolean;
  readonly isManagedExecution: boolean;
  readonly autoDeployment: { readonly enabled: boolean; readonly retain: boolean } | undefined;
  readonly capabilities: readonly string[];
  readonly targets: readonly Target[];
};

export type StackSetMemory = {
  /** By name or by id, which is `<name>:<uuid>`. */
  readonly of: (place: Place, nameOrId: string) => StackSet | undefined;
  readonly put: (stackSet: StackSet) => void;
  readonly forget: (stackSet: StackSet) => void;
  readonly all: () => readonly StackSet[];
};

/** Remembers for as long as the sandbox runs. */
export function newStackSetMemory(): StackSetMemory {
  const known = new Map<string, StackSet>();
  const keyOf = ({ accountId, region }: Place, name: string) => `${accountId}/${region}/${name}`;
  return {
    of: (place, nameOrId) => known.get(keyOf(place, nameOrId.replace(/:.*$/, ""))),
    put: (stackSet) => known.set(keyOf(stackSet.place, stackSet.name), stackSet),
    forget: ({ place, name }) => known.delete(keyOf(place, name)),
    all: () => [...known.values()],
  };
}

type Parameters = Readonly<Record<string, unknown>>;

/** The StackSet that CreateStackSet asked for. */
export function createdStackSet(place: Place, name: string, parameters: Parameters): StackSet {
  const isServiceManaged = parameters.PermissionModel === "SERVICE_MANAGED";
  const fresh = { place, name, isServiceManaged, isManagedExecution: false, capabilities: [], targets: [] };
  return updatedStackSet({ ...fresh, autoDeployment: undefined }, parameters);
}

/** The StackSet after UpdateStackSet: what the call does not mention stays as it was. */
export function updatedStackSet(before: StackSet, parameters: Parameters): StackSet {
  const { AutoDeployment: auto, ManagedExecution: managed, Capabilities: capabilities } = parameters;
  return {
    ...before,
    capabilities: capabilities === undefined ? before.capabilities : textsOf(capabilities),
    isManagedExecution: isRecord(managed) ? managed.Active === "true" : before.isManagedExecution,
    autoDeployment: isRecord(auto)
      ? { enabled: auto.Enabled === "true", retain: auto.RetainStacksOnAccountRemoval === "true" }
      : before.autoDeployment,
  };
}

/** The StackSet with more targets; one for the same unit and region is replaced. */
export function withTargets(stackSet: StackSet, added: readonly Target[]): StackSet {
  return { ...stackSet, targets: [...withoutTargets(stackSet, added).targets, ...added] };
}

/** The StackSet without the targets of these units and regions. */
export function withoutTargets(
  stackSet: StackSet,
  removed: readonly Pick<Target, "unitId" | "region">[],
): StackSet {
  const isRemoved = ({ unitId, region }: Target) =>
    removed.some((one) => one.unitId === unitId && one.region === region);
  return { ...stackSet, targets: stackSet.targets.filter((target) => !isRemoved(target)) };
}

/** The targets of CreateStackInstances, one for each unit and region. */
export function targetsOf(parameters: Parameters): readonly Target[] {
  const { DeploymentTargets: given, ParameterOverrides: overriding, Regions } = parameters;
  const units = isRecord(given) ? textsOf(given.OrganizationalUnitIds) : [];
  const overrides = Array.isArray(overriding)
    ? overriding.filter(isRecord).map(({ ParameterKey, ParameterValue }) => ({
        key: textOf(ParameterKey) ?? "",
        value: textOf(ParameterValue) ?? "",
      }))
    : [];
  return textsOf(Regions).flatMap((region) => units.map((unitId) => ({ unitId, region, overrides })));
}
