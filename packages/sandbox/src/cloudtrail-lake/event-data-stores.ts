// The event data stores of all accounts and regions.
import type { Place } from "../gateway/moto-client";
import { arnOf } from "../iam/arn";
import { LakeRefused } from "./lake-refused";

export type EventDataStore = {
  readonly id: string;
  readonly arn: string;
  readonly place: Place;
  readonly name: string;
  /** Takes in the records of all accounts of the organization, not only the owner's. */
  readonly ofOrganization: boolean;
  /** Takes in the records of all regions, not only the store's. */
  readonly ofAllRegions: boolean;
  readonly retentionDays: number;
  readonly protected: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When its deletion was asked for; it is gone a week later. */
  readonly deletedAt: Date | undefined;
};

export type EventDataStores = {
  /** Throws LakeRefused when the account has one of this name there. */
  readonly put: (store: EventDataStore) => void;
  /** By ARN or id. Throws LakeRefused when the place has none. */
  readonly get: (place: Place, arnOrId: string) => EventDataStore;
  readonly of: (place: Place) => readonly EventDataStore[];
};

const dayMilliseconds = 86_400_000;

/** No store at the start. */
export function newEventDataStores(now: () => Date): EventDataStores {
  const all = new Map<string, EventDataStore>();
  const of: EventDataStores["of"] = ({ accountId, region }) =>
    [...all.values()]
      .filter(({ place }) => place.accountId === accountId && place.region === region)
      .filter(({ deletedAt }) => !deletedAt || now().getTime() - deletedAt.getTime() < 7 * dayMilliseconds);
  return {
    of,
    put: (store) => {
      const taken = of(store.place).some(({ id, name }) => name === store.name && id !== store.id);
      if (taken)
        throw new LakeRefused("EventDataStoreAlreadyExistsException", `${store.name} exists already.`);
      all.set(store.arn, store);
    },
    get: (place, arnOrId) => {
      const arn = storeArn(place, arnOrId);
      const store = of(place).find((each) => each.arn === arn);
      if (!store)
        throw new LakeRefused("EventDataStoreNotFoundException", `There is no event data store ${arn}.`);
      return store;
    },
  };
}

/** The ARN of the event data store that a caller in this place names by its ARN or its id. */
export function storeArn(place: Place, arnOrId: string): string {
  return arnOrId.startsWith("arn:") ? arnOrId : arnOf("cloudtrail", place, `eventdatastore/${arnOrId}`);
}

/** Whether the store keeps records that are this old. */
export function keeps({ retentionDays, createdAt }: EventDataStore, happenedAt: Date, now: Date): boolean {
  const oldest = Math.max(createdAt.getTime(), now.getTime() - retentionDays * dayMilliseconds);
  return happenedAt.getTime() >= oldest;
}
