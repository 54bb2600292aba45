// A domain of Amazon OpenSearch, over its own client, signed with the lambda's credentials.

import { Client } from "@opensearch-project/opensearch";
import { AwsSigv4Signer, type AwsSigv4SignerOptions } from "@opensearch-project/opensearch/aws-v3";
import { TryLater } from "@orgwatch/core/errors";
import * as z from "zod/mini";

/** One document and where it goes; an id that is there is written over. */
export type Indexed = { readonly index: string; readonly id: string; readonly document: object };

/** What became of one document: 2xx is well; `reason` is OpenSearch's own. */
export type ItemStatus = { readonly status: number; readonly reason: string };

/** Both throw TryLater while the domain does not answer, is overloaded or denies it; what else is wrong with a request is an Error. */
export type SearchDomain = {
  readonly putTemplate: (name: string, body: object) => Promise<void>;
  /** One status for each document, in their order. */
  readonly bulk: (documents: readonly Indexed[]) => Promise<readonly ItemStatus[]>;
};

const answerShape = z.object({
  items: z.array(
    z.object({
      index: z.object({
        status: z.number(),
        error: z.optional(z.object({ type: z.string(), reason: z.optional(z.nullable(z.string())) })),
      }),
    }),
  ),
});

/** The domain at `endpoint` (`https://…`). `credentials` are asked for again when they are about to expire. */
export function searchDomain(options: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: NonNullable<AwsSigv4SignerOptions["getCredentials"]>;
}): SearchDomain {
  const { endpoint, region, credentials } = options;
  const client = new Client({
    ...AwsSigv4Signer({ region, service: "es", getCredentials: credentials }),
    node: endpoint,
    // What is tried again, and how long, is decided by whoever sends; the client would do it without a wait.
    maxRetries: 0,
    requestTimeout: 30_000,
  });
  return {
    putTemplate: async (name, body) => {
      await client.indices.putIndexTemplate({ name, body }).catch(refuse);
    },
    bulk: async (documents) => {
      const body = documents.flatMap(({ index, id, document }) => [
        { index: { _index: index, _id: id } },
        document,
      ]);
      const { body: answer } = await client.bulk({ body }).catch(refuse);
      const { items } = answerShape.parse(answer);
      if (items.length !== documents.length)
        throw new TryLater(`OpenSearch answered ${items.length} of ${documents.length} documents`);
      return items.map(({ index: { status, error } }) => ({
        status,
        reason: error ? `${error.type}: ${error.reason ?? "no reason given"}` : "",
      }));
    },
  };
}

const statusShape = z.object({ statusCode: z.number() });

function refuse(error: unknown): never {
  const status = statusShape.safeParse(error).data?.statusCode;
  const word = status === undefined ? "does not answer" : `answers ${status}`;
  if (status === undefined || status >= 500 || [401, 403, 408, 429].includes(status))
    throw new TryLater(`OpenSearch ${word}`, { cause: error });
  throw new Error(`OpenSearch ${word}`, { cause: error });
}
