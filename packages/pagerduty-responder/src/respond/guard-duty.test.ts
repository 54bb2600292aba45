import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { guardDutyFindings } from "./guard-duty";

type Answer = { readonly status: number; readonly body: unknown; readonly type?: string };

/** GuardDuty on loopback: what each path is answered, and what was asked. */
async function withGuardDuty<Result>(
  answers: (path: string) => Answer,
  work: (findings: ReturnType<typeof guardDutyFindings>) => Promise<Result>,
) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      calls.push(`${request.method} ${path} ${Buffer.concat(chunks).toString()}`.trim());
      const { status, body, type } = answers(path);
      response.writeHead(status, type === undefined ? {} : { "x-amzn-errortype": type });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = new GuardDutyClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  try {
    return { result: await work(guardDutyFindings(() => client)).catch((error: unknown) => error), calls };
  } finally {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const detectors = { status: 200, body: { detectorIds: ["d-1"] } };
const byPath =
  (other: Answer, list: Answer = detectors) =>
  (path: string) =>
    path === "/detector" ? list : other;

describe("GuardDuty of a region", () => {
  it("is asked for findings and told to archive them, with its detector looked up once", async () => {
    const findings = [{ id: "f-1", service: { archived: true, eventLastSeen: "2030-01-07T08:00:00Z" } }];
    const { result, calls } = await withGuardDuty(
      byPath({ status: 200, body: { findings } }),
      async (guardDuty) => {
        const known = await guardDuty.get("us-west-2", ["f-1", "f-2"]);
        await guardDuty.archive("us-west-2", ["f-1"]);
        return known;
      },
    );
    expect({ result, calls }).toEqual({
      result: [{ id: "f-1", archived: true, lastSeen: "2030-01-07T08:00:00Z" }],
      calls: [
        "GET /detector",
        'POST /detector/d-1/findings/get {"findingIds":["f-1","f-2"]}',
        'POST /detector/d-1/findings/archive {"findingIds":["f-1"]}',
      ],
    });
  });

  it("knows no findings where it is off", async () => {
    const off = byPath({ status: 500, body: {} }, { status: 200, body: { detectorIds: [] } });
    expect(await withGuardDuty(off, (guardDuty) => guardDuty.get("us-west-2", ["f-1"]))).toEqual({
      result: [],
      calls: ["GET /detector"],
    });
  });

  it.each<[string, Answer, string]>([
    ["throttles", { status: 429, body: {}, type: "TooManyRequestsException" }, "TryLater"],
    ["is down", { status: 500, body: {}, type: "InternalServerErrorException" }, "TryLater"],
    [
      "denies access, which somebody has to mend",
      { status: 403, body: {}, type: "AccessDeniedException" },
      "TryLater",
    ],
    ["refuses the ids", { status: 400, body: {}, type: "BadRequestException" }, "FindingsRefused"],
  ])("fails with the right error when it %s", async (_name, answer, name) => {
    const { result } = await withGuardDuty(byPath(answer), (guardDuty) =>
      guardDuty.get("us-west-2", ["f-1"]),
    );
    expect(result).toMatchObject({ name });
  });

  it("looks for its detector again after a refusal, which may have been about that", async () => {
    const refused: Answer = { status: 400, body: {}, type: "BadRequestException" };
    const { calls } = await withGuardDuty(byPath(refused), async (guardDuty) => {
      await guardDuty.get("us-west-2", ["f-1"]).catch(() => {});
      return guardDuty.get("us-west-2", ["f-1"]);
    });
    expect(calls.filter((call) => call === "GET /detector")).toHaveLength(2);
  });
});
