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
  /** There only while the call of a role is judged. */
  readonly facts?: CallFacts;
};

/** What policies ask and the call itself does not say. */
export type CallFacts = {
  /** The tags of the EC2 resources that the call names, by their ids. */
  readonly tagsOf?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The identity of SES as which a mail is sent: an address or a domain. */
  readonly mailIdentity?: string;
};

/** An error answer in AWS's words. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

/** Judges a call before it goes on; undefined lets it pass. */
export type Guard = (call: AwsCall) => Refusal | undefined;
