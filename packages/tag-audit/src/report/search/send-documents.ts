// All documents of a run into OpenSearch: in pieces, every document's own status looked at, what was too much for it tried again.
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { Indexed, ItemStatus, SearchDomain } from "./search-domain";

/** OpenSearch's own advice is 5 to 15 MB a request; small instances of Amazon's take 10 MB at most. */
const mostDocuments = 500;
const mostBytes = 4_000_000;
const mostTries = 6;
const firstWaitMs = 500;

export type SendDependencies = {
  readonly domain: SearchDomain;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly log: Log;
};

/** OpenSearch refused some documents for good; the others are there. */
export class DocumentsRefused extends Error {
  override readonly name = "DocumentsRefused";
}

/**
 * Sends all documents. Those that OpenSearch has no room for (429, 5xx) are tried again, with growing waits.
 * @throws TryLater when some were not taken after all tries, DocumentsRefused when some never will be; all others are there then. TryLater at
 * once when a whole piece was not taken.
 */
export async function sendDocuments(
  documents: readonly Indexed[],
  dependencies: SendDependencies,
): Promise<void> {
  const refused: string[] = [];
  let late = 0;
  for (const piece of pieces(documents)) {
    const { rest, reasons } = await sendPiece(piece, dependencies);
    // Nothing of it was taken: the domain is away, and the other pieces would only wait as long.
    if (rest === piece.length) throw new TryLater("OpenSearch takes no documents");
    refused.push(...reasons);
    late += rest;
  }
  if (late > 0) throw new TryLater(`OpenSearch did not take ${late} documents after ${mostTries} tries`);
  if (refused.length > 0)
    throw new DocumentsRefused(`OpenSearch refused ${refused.length} documents: ${oneOfEach(refused)}`);
}

async function sendPiece(piece: readonly Indexed[], { domain, sleep, log }: SendDependencies) {
  const reasons: string[] = [];
  let rest = piece;
  for (let attempt = 0; rest.length > 0 && attempt < mostTries; attempt += 1) {
    if (attempt > 0) await sleep(firstWaitMs * 2 ** (attempt - 1));
    const statuses = await statusesOf(rest, domain, log);
    const again = (status: number) => status === 429 || status >= 500;
    reasons.push(
      ...statuses.flatMap(({ status, reason }) =>
        status < 300 || again(status) ? [] : [`${status} ${reason}`],
      ),
    );
    rest = rest.filter((_, position) => again(statuses[position]?.status ?? 503));
  }
  return { rest: rest.length, reasons };
}

/** A request that failed as a whole failed for each of its documents. */
async function statusesOf(
  documents: readonly Indexed[],
  domain: SearchDomain,
  log: Log,
): Promise<readonly ItemStatus[]> {
  try {
    return await domain.bulk(documents);
  } catch (error) {
    if (!(error instanceof TryLater)) throw error;
    log.warn("OpenSearch did not take a bulk request", { reason: reasonOf(error) });
    return documents.map(() => ({ status: 503, reason: error.message }));
  }
}

function* pieces(documents: readonly Indexed[]): Generator<readonly Indexed[]> {
  let piece: Indexed[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = Buffer.byteLength(JSON.stringify(document));
    if (piece.length > 0 && (piece.length === mostDocuments || bytes + size > mostBytes)) {
      yield piece;
      [piece, bytes] = [[], 0];
    }
    piece.push(document);
    bytes += size;
  }
  if (piece.length > 0) yield piece;
}

/** A thousand documents are mostly refused for the same reason. */
function oneOfEach(reasons: readonly string[]): string {
  const kinds = [...new Set(reasons)];
  return kinds.length > 3 ? `${kinds.slice(0, 3).join("; ")}; and other reasons` : kinds.join("; ");
}
