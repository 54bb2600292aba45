// What the makers of sample resources share: where one goes, what it is called, and how it is written down.
import type { SandboxAccount } from "../organization";

/** An account and a region in it that gets resources. `url` is the gateway's. */
export type SamplePlace = {
  readonly url: string;
  readonly account: Pick<SandboxAccount, "id" | "name">;
  readonly region: string;
};

/** A resource as an inventory should show it. */
export type SampleResource = {
  readonly accountId: string;
  /** `global` for what belongs to no region. */
  readonly region: string;
  readonly kind: string;
  readonly id: string;
  /** Undefined where moto does not tell it. */
  readonly arn?: string;
  readonly tags: Readonly<Record<string, string>>;
};

/** `payments-prod-orders` in the account `acme-payments-prod`. */
export function nameIn({ account }: SamplePlace, what: string): string {
  return `${account.name.replace(/^acme-/, "")}-${what}`;
}

/** The tags of everything that is made. */
export function tagsIn(place: SamplePlace, what: string): Readonly<Record<string, string>> {
  return { project: what, team: nameIn(place, "team") };
}

/** As most services take them. */
export function tagListIn(place: SamplePlace, what: string): { Key: string; Value: string }[] {
  return Object.entries(tagsIn(place, what)).map(([Key, Value]) => ({ Key, Value }));
}

/** The resource with the tags that everything has. */
export function made(
  place: SamplePlace,
  what: string,
  resource: Pick<SampleResource, "kind" | "id" | "arn"> & Partial<Pick<SampleResource, "region" | "tags">>,
): SampleResource {
  return { accountId: place.account.id, region: place.region, tags: tagsIn(place, what), ...resource };
}

/** `arn:aws:<service>:<region>:<account>:<resource>` */
export function arnIn({ account, region }: SamplePlace, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account.id}:${resource}`;
}
