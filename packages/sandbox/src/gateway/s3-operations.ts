// Names an S3 request: S3 says what it wants by method, path and subresource. Path-style addresses only, as SDKs use for an IP.

/** The operation and the bucket and key it is about, e.g. `PutObject`. A subresource gives `GetBucket?lifecycle`. */
export function readS3Operation(
  method: string,
  url: URL,
): { operation: string; parameters: Record<string, unknown> } {
  const [, bucket = "", ...rest] = url.pathname.split("/");
  const key = decodeURIComponent(rest.join("/"));
  const parameters = { ...(bucket && { Bucket: bucket }), ...(key && { Key: key }) };
  if (!bucket) return { operation: "ListBuckets", parameters };
  const subresource = [...url.searchParams.keys()].find((name) => subresources.has(name));
  const level = key ? "Object" : "Bucket";
  if (subresource) return { operation: `${verbs[method] ?? method}${level}?${subresource}`, parameters };
  if (key) return { operation: `${verbs[method] ?? method}Object`, parameters };
  return { operation: bucketOperations[method] ?? method, parameters };
}

const verbs: Readonly<Record<string, string>> = {
  GET: "Get",
  HEAD: "Head",
  PUT: "Put",
  POST: "Post",
  DELETE: "Delete",
};

const bucketOperations: Readonly<Record<string, string>> = {
  GET: "ListObjectsV2",
  HEAD: "HeadBucket",
  PUT: "CreateBucket",
  POST: "PostObject",
  DELETE: "DeleteBucket",
};

const subresources = new Set([
  "accelerate",
  "acl",
  "analytics",
  "attributes",
  "cors",
  "delete",
  "encryption",
  "intelligent-tiering",
  "inventory",
  "legal-hold",
  "lifecycle",
  "location",
  "logging",
  "metadataConfiguration",
  "metrics",
  "notification",
  "object-lock",
  "ownershipControls",
  "policy",
  "policyStatus",
  "publicAccessBlock",
  "replication",
  "requestPayment",
  "retention",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versioning",
  "versions",
  "website",
]);
