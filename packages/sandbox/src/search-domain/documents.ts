// The documents and index templates that a search domain keeps.

/** A document where it lies; `version` counts how often it was written. */
export type SearchDocument = {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  readonly source: Readonly<Record<string, unknown>>;
};

export type SearchDocuments = {
  /** Writes over what has the same index and id. */
  readonly put: (
    index: string,
    id: string,
    source: SearchDocument["source"],
  ) => { readonly document: SearchDocument; readonly isNew: boolean };
  readonly remove: (index: string, id: string) => boolean;
  readonly get: (index: string, id: string) => SearchDocument | undefined;
  /** In the order they were first written. */
  readonly all: () => readonly SearchDocument[];
};

/** Nothing at the start; it keeps all in memory. */
export function newSearchDocuments(): SearchDocuments {
  const documents = new Map<string, SearchDocument>();
  const keyOf = (index: string, id: string) => `${index}/${id}`;
  return {
    put: (index, id, source) => {
      const before = documents.get(keyOf(index, id));
      const document = { index, id, version: (before?.version ?? 0) + 1, source };
      documents.set(keyOf(index, id), document);
      return { document, isNew: before === undefined };
    },
    remove: (index, id) => documents.delete(keyOf(index, id)),
    get: (index, id) => documents.get(keyOf(index, id)),
    all: () => [...documents.values()],
  };
}
