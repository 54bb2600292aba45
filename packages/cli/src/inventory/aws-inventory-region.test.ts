import { createServer, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { S3Client } from "@aws-sdk/client-s3";
import { awsInventoryRegion } from "./aws-inventory-region";
import type { InventoryBucket } from "./inventory-region";

const never = new AbortController().signal;

/** Works with a bucket whose server answers so; answers what came of it and the addresses that were asked for. */
async function work<Result>(
  answer: (url: URL, response: ServerResponse) => void,
  use: (bucket: InventoryBucket) => Promise<Result>,
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://s3");
    const { searchParams: query } = url;
    const listed = ["prefix", "delimiter", "continuation-token"].flatMap((name) => query.get(name) ?? []);
    asked.push([decodeURIComponent(url.pathname), ...listed].join(" "));
    answer(url, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const makeS3 = () =>
    new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-west-2",
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
  const makeSfn = (): never => {
    throw new Error("not asked for");
  };
  const callerArn = async () => "arn:aws:sts::222222222222:assumed-role/Security/alice";
  try {
    const { bucket } = awsInventoryRegion("us-west-2", { makeS3, makeSfn, callerArn });
    return { result: await use(bucket).catch((error: Error) => error), asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const refuse = (status: number, code: string) => (_: URL, response: ServerResponse) =>
  response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

const list = (inside: string, next?: string) =>
  `<ListBucketResult>${inside}<IsTruncated>${next !== undefined}</IsTruncated>${next ? `<NextContinuationToken>${next}</NextContinuationToken>` : ""}</ListBucketResult>`;

it("lists what stands directly below a prefix, page after page, in the bucket of its own account", async () => {
  const prefix = (name: string) => `<CommonPrefixes><Prefix>runs/${name}/</Prefix></CommonPrefixes>`;
  const { result, asked } = await work(
    ({ searchParams }, response) =>
      response.end(searchParams.has("continuation-token") ? list(prefix("2")) : list(prefix("1"), "t")),
    ({ folders }) => folders("runs/"),
  );
  expect([result, asked]).toEqual([
    ["1", "2"],
    ["/orgwatch-inventory-222222222222/ runs/ /", "/orgwatch-inventory-222222222222/ runs/ / t"],
  ]);
});

it("counts what is below a prefix", async () => {
  const { result, asked } = await work(
    ({ searchParams }, response) =>
      response.end(
        searchParams.has("continuation-token")
          ? list("<KeyCount>2</KeyCount>")
          : list("<KeyCount>1000</KeyCount>", "t"),
      ),
    ({ count }) => count("runs/1/cells/"),
  );
  expect([result, asked.length]).toEqual([1002, 2]);
});

it("reads JSON, and says when there is none", async () => {
  const there = await work(
    (_, response) => response.end('{"run":"1"}'),
    ({ readJson }) => readJson("runs/latest.json"),
  );
  const nowhere = await work(refuse(404, "NoSuchKey"), ({ readJson }) => readJson("runs/latest.json"));
  expect([there, nowhere.result]).toEqual([
    { result: { run: "1" }, asked: ["/orgwatch-inventory-222222222222/runs/latest.json"] },
    undefined,
  ]);
});

it("unzips lines as they come, and breaks when the connection does", async () => {
  const text = Array.from({ length: 5000 }, (_, index) => `{"id":"i-${index} Köln"}`).join("\n");
  const zipped = gzipSync(text);
  const whole = await work(
    (_, response) => response.end(zipped),
    ({ readLines }) => all(readLines("a.json.gz", never)),
  );
  const broken = await work(
    (_, response) => {
      response.writeHead(200, { "content-length": zipped.length });
      response.write(zipped.subarray(0, zipped.length / 2), () => response.destroy());
    },
    ({ readLines }) => all(readLines("a.json.gz", never)),
  );
  expect([whole.result, broken.result]).toEqual([
    text.split("\n"),
    expect.objectContaining({ code: "ECONNRESET" }),
  ]);
});

it("needs no more of a file than was read", async () => {
  const { result } = await work(
    // It never ends: who waited for the rest would wait for ever.
    (_, response) => response.write(gzipSync('{"id":"i-1"}\n{"id":"i-2"}\n')),
    async ({ readLines }) => {
      for await (const line of readLines("a.json.gz", never)) return line;
      return undefined;
    },
  );
  expect(result).toBe('{"id":"i-1"}');
});

it.each<[number, string, string]>([
  [
    404,
    "NoSuchBucket",
    "there is no bucket orgwatch-inventory-222222222222 in us-west-2: is this the security account, and its home region (--region)?",
  ],
  [
    301,
    "PermanentRedirect",
    "there is no bucket orgwatch-inventory-222222222222 in us-west-2: is this the security account, and its home region (--region)?",
  ],
  [
    403,
    "AccessDenied",
    "AWS denies the access to the bucket orgwatch-inventory-222222222222: reading takes s3:ListBucket, s3:GetObject and, with Orgwatch's key, kms:Decrypt",
  ],
])("says what an operator can act on: %d %s", async (status, code, words) => {
  const uses: readonly ((bucket: InventoryBucket) => Promise<unknown>)[] = [
    ({ folders }) => folders("runs/"),
    ({ readJson }) => readJson("runs/latest.json"),
    ({ readLines }) => all(readLines("a.json.gz", never)),
  ];
  for (const use of uses)
    expect((await work(refuse(status, code), use)).result).toMatchObject({ message: words });
});

it("says that a file is gone", async () => {
  const { result } = await work(refuse(404, "NoSuchKey"), ({ readLines }) =>
    all(readLines("a.json.gz", never)),
  );
  expect(result).toMatchObject({
    name: "FileIsGone",
    message: "the file a.json.gz is not in the bucket any more",
  });
});
