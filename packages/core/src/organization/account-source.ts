// Where the accounts come from: AWS Organizations, or a list for those who do not use it.
import * as z from "zod/mini";
import type { Account } from "./account";

/** `roleArn` is the role of the management account that may list accounts; without it the caller's own role is used. */
export type AccountSource =
  | { readonly kind: "organizations"; readonly roleArn?: string }
  | { readonly kind: "fixed"; readonly accounts: readonly Account[] };

const fixedAccount = z.object({
  id: z.string().check(z.regex(/^\d{12}$/)),
  name: z.string().check(z.minLength(1)),
});

const settingSchema = z.union([
  z.literal("organizations"),
  z.object({ fixed: z.array(fixedAccount).check(z.minLength(1)) }),
]);

/**
 * Reads the setting `account-source`: `"organizations"`, or `{ "fixed": [{ "id": "111111111111", "name": "payments" }] }`.
 * `roleArn` is used for Organizations only.
 * @throws Error that says what the setting must be; it repeats no value.
 */
export function accountSourceOf(setting: unknown, roleArn: string): AccountSource {
  const parsed = settingSchema.safeParse(setting);
  if (!parsed.success)
    throw new Error(
      'The setting account-source must be "organizations", or {"fixed": [{"id": <12 digits>, "name": <text>}, …]}',
    );
  if (parsed.data === "organizations") return { kind: "organizations", roleArn };
  const ids = parsed.data.fixed.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0) throw new Error(`The setting account-source names the account fixed[${twice}] twice`);
  return {
    kind: "fixed",
    accounts: parsed.data.fixed.map((account) => ({ ...account, state: "ACTIVE", organizationalUnits: [] })),
  };
}
