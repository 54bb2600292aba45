// What the seed's command needs of the caller's own account.
import type { InstanceReader, Place } from "@orgwatch/core/tag-audit/ec2-instances";
import type { Enforcer } from "@orgwatch/core/tag-audit/enforce-instance";
import type { Principals } from "@orgwatch/core/tag-audit/principals";

/** Whatever is undefined in `known` could not be read, and `notes` say why, for people. */
export type KnownPrincipals = { readonly known: Principals; readonly notes: readonly string[] };

export type OwnAccount = {
  /** The account's alias; undefined when it has none, or the caller may not ask. */
  readonly alias: () => Promise<string | undefined>;
  /** All regions of AWS, also those that are not switched on; undefined when the caller may not ask. */
  readonly regions: () => Promise<ReadonlySet<string> | undefined>;
  readonly principals: () => Promise<KnownPrincipals>;
  readonly instancesIn: (place: Place) => InstanceReader;
  readonly enforcerIn: (place: Place) => Enforcer;
};
