// The parts of an SDK client's package, found by their names: the table of kinds is data, so that no type can name them.

/** A client of any service, as far as reading needs it. */
export type SdkClient = {
  readonly send: (command: object) => Promise<object>;
  readonly config: object;
};

type Make = new (argument: object) => unknown;
type Paginate = (
  configuration: { readonly client: SdkClient; readonly stopOnSameToken: boolean },
  input: object,
) => AsyncIterable<object>;

/** The package's client. @throws Error when it has none. */
export function newClient(module: object, configuration: object): SdkClient {
  const name = Object.keys(module).find((one) => one.endsWith("Client") && one !== "__Client") ?? "Client";
  const client = new (classIn(module, name))(configuration);
  if (!isClient(client)) throw new Error(`${name} is no client of the AWS SDK`);
  return client;
}

/** The operation's command. @throws Error when the service has no such operation. */
export function newCommand(module: object, operation: string, input: object): object {
  const command = new (classIn(module, `${operation}Command`))(input);
  if (typeof command !== "object" || command === null) throw new Error(`${operation} is no command`);
  return command;
}

/** The operation's paginator, where the SDK knows how its pages follow each other. */
export function paginatorOf(module: object, operation: string): Paginate | undefined {
  const paginate: unknown = Reflect.get(module, `paginate${operation}`);
  return isPaginator(paginate) ? paginate : undefined;
}

function classIn(module: object, name: string): Make {
  const found: unknown = Reflect.get(module, name);
  if (!isClass(found)) throw new Error(`The SDK has no ${name}`);
  return found;
}

function isClass(value: unknown): value is Make {
  return typeof value === "function";
}

function isPaginator(value: unknown): value is Paginate {
  return typeof value === "function";
}

function isClient(value: unknown): value is SdkClient {
  return typeof value === "object" && value !== null && "send" in value && "config" in value;
}
