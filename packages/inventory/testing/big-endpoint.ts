// An AWS endpoint on loopback with one very big list: EC2's snapshots in one region, and a bucket that takes everything. All else is denied.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type BigEndpoint = {
  readonly url: string;
  /** Bytes that were put into the bucket. */
  readonly stored: () => number;
  readonly stop: () => Promise<void>;
};

const pageSize = 1000;
type Answer = { readonly status: number; readonly body: string };

/** Starts it on a free port. `big` has so many snapshots. */
export async function startBigEndpoint(big: {
  readonly region: string;
  readonly snapshots: number;
}): Promise<BigEndpoint> {
  let stored = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isFile = request.url?.startsWith("/inventory/") ?? false;
    if (isFile) stored += body.length;
    const { status, body: text } = isFile
      ? storedAnswer(request)
      : answerTo(request, body.toString("latin1"), big);
    response.writeHead(status, { etag: '"1"' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    stored: () => stored,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}

/** S3's answers to a file, and to the beginning, the parts and the end of one in parts. */
function storedAnswer({ method, url = "" }: IncomingMessage): Answer {
  if (method === "POST" && url.includes("uploads"))
    return { status: 200, body: "<R><Bucket>inventory</Bucket><Key>k</Key><UploadId>1</UploadId></R>" };
  return { status: 200, body: method === "POST" ? '<R><ETag>"1"</ETag></R>' : "" };
}

function answerTo(
  { headers }: IncomingMessage,
  body: string,
  { region, snapshots }: { readonly region: string; readonly snapshots: number },
): Answer {
  const asked = new URLSearchParams(body);
  const action = asked.get("Action");
  if (action === "DescribeSnapshots") {
    const isBig = headers.authorization?.includes(`/${region}/ec2/`);
    return { status: 200, body: isBig ? snapshotPage(Number(asked.get("NextToken")), snapshots) : "<R></R>" };
  }
  const isJson = headers["x-amz-target"] !== undefined || headers["content-type"]?.includes("json");
  const denied = isJson
    ? '{"__type":"AccessDeniedException","message":"no"}'
    : "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";
  return { status: 403, body: denied };
}

function snapshotPage(from: number, snapshots: number): string {
  const to = Math.min(snapshots, from + pageSize);
  const items = Array.from({ length: to - from }, (_, index) => {
    const id = (from + index).toString(16).padStart(17, "0");
    return (
      `<item><snapshotId>snap-${id}</snapshotId><volumeId>vol-${id}</volumeId><status>completed</status>` +
      "<startTime>2029-12-31T09:00:00.000Z</startTime><progress>100%</progress><ownerId>111111111111</ownerId>" +
      `<volumeSize>8</volumeSize><description>Created by CreateImage for ami-${id}</description><encrypted>true</encrypted>` +
      `<tagSet><item><key>Name</key><value>backup-${id}</value></item><item><key>team</key><value>web</value></item></tagSet></item>`
    );
  });
  const next = to < snapshots ? `<nextToken>${to}</nextToken>` : "";
  return `<DescribeSnapshotsResponse><snapshotSet>${items.join("")}</snapshotSet>${next}</DescribeSnapshotsResponse>`;
}
