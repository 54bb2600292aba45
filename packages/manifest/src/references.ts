// Symbols for things whose physical name each reader (Terraform, sandbox) resolves for itself.

/** A DynamoDB table by its logical name (see `defineTable`); `everyRegion` names its copies in all watched regions. */
export type TableReference = {
  readonly kind: "table";
  readonly name: string;
  readonly region: "own" | "every";
};

/**
 * An SSM SecureString below the owning stack's prefix, e.g. `slack/bot-token` in `/infrasec-admin-global/slack/bot-token`. The owner is
 * the lambda's own stack unless `stack` names another one.
 */
export type SecretReference<Optional extends boolean = boolean> = {
  readonly kind: "secret";
  readonly name: string;
  readonly stack: string | undefined;
  readonly optional: Optional;
};

/** A plain SSM parameter with JSON that Terraform writes from `org.config.ts`, e.g. `routing`; owned as a secret is. */
export type SettingReference = {
  readonly kind: "setting";
  readonly name: string;
  readonly stack: string | undefined;
};

/** A queue that another lambda reads, by that lambda's name and the name of its source (see `handed`); of the lambda's own region. */
export type QueueReference = { readonly kind: "queue"; readonly lambda: string; readonly source: string };

/** The default event bus of the lambda's own account and region. */
export type DefaultBusReference = { readonly kind: "default-bus" };

/** An IAM role in another account of the organization, by its exact name: of the management account, or one in every account. */
export type RoleReference = {
  readonly kind: "role";
  readonly name: string;
  readonly account: "management" | "every";
};

/** The objects of a bucket that the configuration names by a word of ours (see `bucketObjects`). */
export type BucketReference = { readonly kind: "bucket"; readonly name: string };

/** A bucket of our own (see `defineBucket`) and its objects. */
export type OwnBucketReference = { readonly kind: "own-bucket"; readonly name: string };

/**
 * Something of the user's that the configuration may name: whom mails are sent as, the domain of Amazon OpenSearch. Where it names none, a
 * grant on it is left out.
 */
export type ConfiguredReference = {
  readonly kind: "configured";
  readonly name: "mail-identity" | "search-domain";
};

/** A table's global secondary indexes. */
export type IndexesReference = { readonly kind: "indexes"; readonly table: string };

/** Every resource. Only for actions without resource-level permissions: the reason says so and ends up in the docs. */
export type AnyResource = { readonly kind: "any"; readonly because: string };

/** What an `allow` may name. */
export type ResourceReference =
  | TableReference
  | RoleReference
  | QueueReference
  | DefaultBusReference
  | BucketReference
  | IndexesReference
  | OwnBucketReference
  | ConfiguredReference
  | AnyResource;

/** The lambda's own region's copy of a table. */
export function table(name: string): TableReference {
  return { kind: "table", name, region: "own" };
}

/** The same table in every watched region, for the one lambda that fills them all. */
export function everyRegion(reference: TableReference): TableReference {
  return { ...reference, region: "every" };
}

/** A secret that must exist, or with `optional: true` may be left out; `stack` when another stack owns it. */
export function secret(name: string, options?: { readonly stack?: string }): SecretReference<false>;
export function secret(
  name: string,
  options: { readonly optional: true; readonly stack?: string },
): SecretReference<true>;
export function secret(
  name: string,
  options: { readonly optional?: true; readonly stack?: string } = {},
): SecretReference {
  return { kind: "secret", name, stack: options.stack, optional: options.optional ?? false };
}

/** Configuration that grows with the organization and so does not fit into environment variables. */
export function setting(name: string, options: { readonly stack?: string } = {}): SettingReference {
  return { kind: "setting", name, stack: options.stack };
}

/** The queue in which `lambda` is handed messages of `source`. */
export function queueOf(lambda: string, source: string): QueueReference {
  return { kind: "queue", lambda, source };
}

/** Where a lambda puts events of its own for the rules of its region. */
export function defaultBus(): DefaultBusReference {
  return { kind: "default-bus" };
}

/** A role of the management account, by its exact name. */
export function managementRole(name: string): RoleReference {
  return { kind: "role", name, account: "management" };
}

/** A role that the member baseline puts into every account, by its exact name (see `defineMemberRole`). */
export function memberRole(name: string): RoleReference {
  return { kind: "role", name, account: "every" };
}

/** The objects in the bucket that the configuration calls `name`. */
export function objectsOf(name: string): BucketReference {
  return { kind: "bucket", name };
}

/** A bucket of our own. */
export function ownBucket(name: string): OwnBucketReference {
  return { kind: "own-bucket", name };
}

/** What the configuration may name. */
export function configured(name: ConfiguredReference["name"]): ConfiguredReference {
  return { kind: "configured", name };
}

/** The indexes of a table, which have ARNs of their own. */
export function indexesOf(tableName: string): IndexesReference {
  return { kind: "indexes", table: tableName };
}

/** The only way to write `*`, with the reason it cannot be narrower. */
export function anyResource(reason: { readonly because: string }): AnyResource {
  return { kind: "any", because: reason.because };
}
