// One call to AWS as the gateway understood it, and who made it.

/** Whoever signed a call. `admin` is a user of the sandbox's own terminal; only roles are judged by their policies. */
export type Principal = {
  readonly accountId: string;
  readonly kind: "admin" | "root" | "role";
  readonly roleName?: string;
  readonly sessionName?: string;
};

/** `service` is the signing name (`dynamodb`), `operation` as in the API (`PutItem`), `parameters` as the API names them. */
export type AwsCall = {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly principal: Principal;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** An error answer in AWS's words. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

/** Judges a call before it goes on; undefined lets it pass. */
export type Guard = (call: AwsCall) => Refusal | undefined;
