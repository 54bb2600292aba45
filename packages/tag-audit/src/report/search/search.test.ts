import { reasonOf } from "@orgwatch/core/errors";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { type MemorySearch, startMemorySearch } from "../../testing/memory-search";
import { indexTemplates, templateOf } from "./index-templates";
import { searchDomain } from "./search-domain";
import { sendDocuments } from "./send-documents";

const documents = [1, 2, 3].map((number) => ({
  index: "aws-tag-audit-2030.01.07",
  id: `d${number}`,
  document: { number },
}));

let search: MemorySearch;
beforeEach(async () => {
  search = await startMemorySearch();
});
afterEach(() => search.stop());

async function send(what: Parameters<typeof sendDocuments>[0] = documents) {
  const waits: number[] = [];
  const domain = searchDomain({
    endpoint: search.endpoint,
    region: "us-west-2",
    credentials: async () => ({
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "secret",
      sessionToken: "token",
    }),
  });
  const sleep = async (ms: number) => void waits.push(ms);
  const end = await sendDocuments(what, { domain, sleep, log: silent }).then(() => "done", reasonOf);
  return { end, waits, there: [...search.documents.keys()].map((key) => key.split("/")[1]), domain };
}

describe("documents into OpenSearch", () => {
  it("are signed for the domain's region and written by their ids, so that a repeat writes over them", async () => {
    expect(await send()).toMatchObject({ end: "done", waits: [], there: ["d1", "d2", "d3"] });
    expect((await send()).there).toEqual(["d1", "d2", "d3"]);
    expect(search.signatures[0]).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-west-2\/es\/aws4_request/,
    );
  });

  it("are tried again one by one where there was no room for them", async () => {
    search.failItems((id, attempt) =>
      id === "d2" && attempt < 3 ? { status: 429, reason: "queue full" } : undefined,
    );
    expect(await send()).toMatchObject({ end: "done", waits: [500, 1000], there: ["d1", "d3", "d2"] });
  });

  it("end with how many were late or refused, and why, when the others are there", async () => {
    search.failItems((id) => (id === "d1" ? { status: 400, reason: "bad date" } : undefined));
    expect(await send()).toMatchObject({
      end: "DocumentsRefused: OpenSearch refused 1 documents: 400 some_exception: bad date",
      there: ["d2", "d3"],
    });
    search.failItems((id) => (id === "d1" ? { status: 503, reason: "shard" } : undefined));
    expect(await send()).toMatchObject({
      end: "TryLater: OpenSearch did not take 1 documents after 6 tries",
      waits: [500, 1000, 2000, 4000, 8000],
    });
  });

  it.each([429, 503, 403])("are tried again when a whole request is answered with %i", async (status) => {
    search.failRequests(status);
    expect(await send()).toMatchObject({ end: "TryLater: OpenSearch takes no documents", there: [] });
  });

  it("are sent in pieces of 500", async () => {
    const many = Array.from({ length: 1200 }, (_, number) => ({ index: "i", id: `${number}`, document: {} }));
    expect((await send(many)).there.length).toBe(1200);
    expect(search.signatures.length).toBe(3);
  });

  it("have templates with today's types", async () => {
    const { domain } = await send([]);
    for (const template of indexTemplates) await domain.putTemplate(template.prefix, templateOf(template));
    expect([...search.templates.keys()]).toEqual(["aws-tag-audit", "aws-tag-violator"]);
    expect(search.templates.get("aws-tag-violator")).toMatchObject({
      index_patterns: ["aws-tag-violator-*"],
      template: {
        mappings: {
          dynamic: false,
          properties: { "@timestamp": { type: "date" }, id: { type: "keyword" }, age: { type: "double" } },
        },
      },
    });
  });
});
