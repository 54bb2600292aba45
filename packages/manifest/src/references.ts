// Symbols for things whose physical name each reader (Terraform, sandbox) resolves for itself.

/** A DynamoDB table by its logical name (see `defineTable`); `everyRegion` names its copies in all watched regions. */
export type TableReference = {
  readonly kind: "table";
  readonly name: string;
  readonly region: "own" | "every";
};

/** An SSM SecureString below the owning stack's prefix, e.g. `slack/bot-token` in `/infrasec-admin-global/slack/bot-token`. */
export type SecretReference<Optional extends boolean = boolean> = {
  readonly kind: "secret";
  readonly name: string;
  readonly optional: Optional;
};

/** A plain SSM parameter with JSON that Terraform writes from `org.config.ts`, e.g. `routing`. */
export type SettingReference = { readonly kind: "setting"; readonly name: string };

/** An IAM role in another account of the organization, by its exact name. */
export type RoleReference = { readonly kind: "role"; readonly name: string; readonly account: "management" };

/** Every resource. Only for actions without resource-level permissions: the reason says so and ends up in the docs. */
export type AnyResource = { readonly kind: "any"; readonly because: string };

/** What an `allow` may name. */
export type ResourceReference = TableReference | RoleReference | AnyResource;

/** The lambda's own region's copy of a table. */
export function table(name: string): TableReference {
  return { kind: "table", name, region: "own" };
}

/** The same table in every watched region, for the one lambda that fills them all. */
export function everyRegion(reference: TableReference): TableReference {
  return { ...reference, region: "every" };
}

/** A secret that must exist, or with `optional: true` may be left out. */
export function secret(name: string): SecretReference<false>;
export function secret(name: string, options: { readonly optional: true }): SecretReference<true>;
export function secret(name: string, options?: { readonly optional: true }): SecretReference {
  return { kind: "secret", name, optional: options?.optional ?? false };
}

/** Configuration that grows with the organization and so does not fit into environment variables. */
export function setting(name: string): SettingReference {
  return { kind: "setting", name };
}

/** A role of the management account, by its exact name. */
export function managementRole(name: string): RoleReference {
  return { kind: "role", name, account: "management" };
}

/** The only way to write `*`, with the reason it cannot be narrower. */
export function anyResource(reason: { readonly because: string }): AnyResource {
  return { kind: "any", because: reason.because };
}
