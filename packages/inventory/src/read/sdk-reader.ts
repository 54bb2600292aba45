// A member account over the AWS SDK: one client for each service and region, all of them closed together.
import { STSClient } from "@aws-sdk/client-sts";
import type { RoleCredentials } from "@orgwatch/core/organization/role-sessions";
import type { Service } from "../../kinds/services";
import { clientLoaders } from "./clients";
import { nextPage } from "./next-page";
import { fieldsOf } from "./paths";
import type { Call, CallPlace, Reader, Through } from "./reader";
import { newClient, newCommand, paginatorOf, type SdkClient } from "./sdk-module";

/** A reader whose connections end with `close`. */
export type OpenReader = Reader & { readonly close: () => void };

export type SdkAccount = {
  readonly account: string;
  /** Asked before each call, so that renewed ones are used at once. */
  readonly credentials: () => Promise<RoleCredentials>;
  readonly through: Through;
};

/** The tries are those of `Through`; without limits the SDK waits for ever. */
const connection = { connectionTimeout: 1000, requestTimeout: 20_000, throwOnRequestTimeout: true };

type Opened = { readonly module: object; readonly client: SdkClient };

/** The account as its role sees it. Endpoints are those of the environment (`AWS_ENDPOINT_URL`), as everywhere in the SDK. */
export function sdkReader({ account, credentials, through }: SdkAccount): OpenReader {
  // One pool of connections for all services, of the kind that STS has: Kinesis would open HTTP/2 ones, which no proxy or emulator speaks.
  const pool = new STSClient({ requestHandler: connection });
  const opened = new Map<string, Promise<Opened>>();
  const open = (service: Service, region: string): Promise<Opened> => {
    const key = `${service}/${region}`;
    const known = opened.get(key) ?? load(service, region);
    opened.set(key, known);
    return known;
  };
  const load = async (service: Service, region: string): Promise<Opened> => {
    const module = await clientLoaders[service]();
    const client = newClient(module, {
      region,
      credentials: async () => withoutMemory(await credentials()),
      maxAttempts: 1,
      requestHandler: pool.config.requestHandler,
      ...ofService[service],
    });
    return { module, client };
  };
  return {
    pages: async function* (call) {
      const { module, client } = await open(call.service, call.region);
      yield* pagesOf(module, client, call, (work) => through(placeOf(account, call), work));
    },
    close: () => pool.destroy(),
  };
}

/** What single services need. A bucket's region is found out by S3's answer; a queue's address is not the endpoint where that is not AWS's own. */
const ofService: Partial<Record<Service, object>> = {
  s3: { followRegionRedirects: true },
  sqs: { useQueueUrlAsEndpoint: false },
};

/** The SDK keeps credentials until they expire; those of yesterday it asks for anew at each call, and who gives them keeps them anyway. */
function withoutMemory(credentials: RoleCredentials) {
  return { ...credentials, expiration: new Date(0) };
}

function placeOf(account: string, { region, service, operation, perSecond }: Call): CallPlace {
  return { account, region, service, operation, ...(perSecond === undefined ? {} : { perSecond }) };
}

type Work = (work: () => Promise<object>) => Promise<object>;

async function* pagesOf(module: object, client: SdkClient, { operation, input }: Call, through: Work) {
  const paginate = paginatorOf(module, operation);
  if (paginate) {
    // The SDK's paginators call `send` of the client that they are given, which must be one of its own.
    const paced: SdkClient = Object.create(client, {
      send: { value: (command: object) => through(() => client.send(command)) },
    });
    for await (const page of paginate({ client: paced, stopOnSameToken: true }, { ...input }))
      yield fieldsOf(page);
    return;
  }
  let token: Readonly<Record<string, unknown>> | undefined = {};
  let last = "";
  while (token) {
    const asked: object = { ...input, ...token };
    const page: object = await through(() => client.send(newCommand(module, operation, asked)));
    yield fieldsOf(page);
    token = nextPage(page);
    // Some services answer the last token again and again.
    if (token && JSON.stringify(token) === last) return;
    last = JSON.stringify(token);
  }
}
