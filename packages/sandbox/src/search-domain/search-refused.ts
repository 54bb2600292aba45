// An error of OpenSearch, in its own form.

/** `type` is OpenSearch's name of the error, e.g. `mapper_parsing_exception`. */
export class SearchRefused extends Error {
  override readonly name = "SearchRefused";
  constructor(
    readonly status: number,
    readonly type: string,
    reason: string,
  ) {
    super(reason);
  }
}

/** A request that OpenSearch does not understand, or that the sandbox does not. */
export function badRequest(reason: string): SearchRefused {
  return new SearchRefused(400, "illegal_argument_exception", reason);
}
