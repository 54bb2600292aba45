// The operations on event data stores. What the sandbox does not do, such as other event selectors, is refused.
import * as z from "zod";
import { type EventDataStore, storeArn } from "./event-data-stores";
import { LakeRefused } from "./lake-refused";
import { type LakeParts, type Operation, operation, pageOf, seconds } from "./operation";

const name = z
  .string()
  .min(3)
  .max(128)
  .regex(/^[\w.-]+$/);
const retention = z.int().min(7).max(3653);
const storeName = z.object({ EventDataStore: z.string() });
/** What a store takes in when nobody says otherwise: management events. */
const selectors = [
  {
    Name: "Default management events",
    FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }],
  },
];
const selectorsShape = z.tuple([
  z.object({
    FieldSelectors: z.tuple([
      z.strictObject({ Field: z.literal("eventCategory"), Equals: z.tuple([z.literal("Management")]) }),
    ]),
  }),
]);

const createEventDataStore = operation(
  z.strictObject({
    Name: name,
    MultiRegionEnabled: z.boolean().default(true),
    OrganizationEnabled: z.boolean().default(false),
    RetentionPeriod: retention.default(366),
    TerminationProtectionEnabled: z.boolean().default(true),
    BillingMode: z.literal("EXTENDABLE_RETENTION_PRICING").optional(),
    AdvancedEventSelectors: selectorsShape.optional(),
    TagsList: z.array(z.unknown()).optional(),
  }),
  async (input, place, parts) => {
    if (input.OrganizationEnabled) await mustManage(place.accountId, parts);
    const id = parts.newId();
    const createdAt = parts.now();
    const store: EventDataStore = {
      id,
      arn: storeArn(place, id),
      place,
      name: input.Name,
      ofOrganization: input.OrganizationEnabled,
      ofAllRegions: input.MultiRegionEnabled,
      retentionDays: input.RetentionPeriod,
      protected: input.TerminationProtectionEnabled,
      createdAt,
      updatedAt: createdAt,
      deletedAt: undefined,
    };
    parts.stores.put(store);
    return { ...json(store), Status: "CREATED", TagsList: input.TagsList ?? [] };
  },
);

const getEventDataStore = operation(storeName, (input, place, { stores }) =>
  json(stores.get(place, input.EventDataStore)),
);

const listEventDataStores = operation(
  z.object({ NextToken: z.string().optional(), MaxResults: z.int().min(1).max(1000).default(1000) }),
  (input, place, { stores }) => {
    const { page, NextToken } = pageOf(stores.of(place), input.MaxResults, input.NextToken);
    // AWS tells no more than this since 2023.
    return {
      EventDataStores: page.map(({ arn, name }) => ({ EventDataStoreArn: arn, Name: name })),
      NextToken,
    };
  },
);

const updateEventDataStore = operation(
  z.strictObject({
    EventDataStore: z.string(),
    Name: name.optional(),
    RetentionPeriod: retention.optional(),
    TerminationProtectionEnabled: z.boolean().optional(),
  }),
  (input, place, { stores, now }) => {
    const before = active(stores.get(place, input.EventDataStore));
    const store = {
      ...before,
      name: input.Name ?? before.name,
      retentionDays: input.RetentionPeriod ?? before.retentionDays,
      protected: input.TerminationProtectionEnabled ?? before.protected,
      updatedAt: now(),
    };
    stores.put(store);
    return json(store);
  },
);

const deleteEventDataStore = operation(storeName, (input, place, { stores, now }) => {
  const store = active(stores.get(place, input.EventDataStore));
  if (store.protected)
    throw new LakeRefused("EventDataStoreTerminationProtectedException", `${store.name} is protected.`);
  stores.put({ ...store, updatedAt: now(), deletedAt: now() });
  return {};
});

/** By the API's names. */
export const storeOperations: Readonly<Record<string, Operation>> = {
  CreateEventDataStore: createEventDataStore,
  GetEventDataStore: getEventDataStore,
  ListEventDataStores: listEventDataStores,
  UpdateEventDataStore: updateEventDataStore,
  DeleteEventDataStore: deleteEventDataStore,
};

/** The store, unless it is about to be deleted. Throws LakeRefused then. */
export function active(store: EventDataStore): EventDataStore {
  if (!store.deletedAt) return store;
  throw new LakeRefused("InactiveEventDataStoreException", `The event data store ${store.arn} is inactive.`);
}

async function mustManage(accountId: string, { organizations }: LakeParts): Promise<void> {
  const organization = await organizations.of(accountId);
  if (organization?.managementAccountId === accountId) return;
  const message =
    "Only the organization's management account can have an event data store of the organization.";
  throw new LakeRefused("NotOrganizationMasterAccountException", message);
}

function json(store: EventDataStore): Readonly<Record<string, unknown>> {
  return {
    EventDataStoreArn: store.arn,
    Name: store.name,
    Status: store.deletedAt ? "PENDING_DELETION" : "ENABLED",
    AdvancedEventSelectors: selectors,
    MultiRegionEnabled: store.ofAllRegions,
    OrganizationEnabled: store.ofOrganization,
    RetentionPeriod: store.retentionDays,
    TerminationProtectionEnabled: store.protected,
    BillingMode: "EXTENDABLE_RETENTION_PRICING",
    CreatedTimestamp: seconds(store.createdAt),
    UpdatedTimestamp: seconds(store.updatedAt),
  };
}
