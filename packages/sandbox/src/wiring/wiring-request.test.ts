import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf, queueUrls } from "@orgwatch/manifest/environment";
import { managementRole, ownBucket, queueOf, secret, setting, table } from "@orgwatch/manifest/references";
import { bus, handed, mapItem, queue, request as route, schedule } from "@orgwatch/manifest/trigger";
import { organizationRoles } from "./organization-roles";
import { planLambdas } from "./plan-lambdas";
import { checkWiring, type WiringRequest } from "./wiring-request";

const common = {
  summary: "Does something",
  impact: "Nothing is done",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  timeoutSeconds: 10,
} as const;
const hourly = schedule("rate(1 hour)", "hourly");

describe("checking a wiring", () => {
  it("lists everything that the sandbox cannot honour or resolve", () => {
    const door = defineLambda({
      ...common,
      name: "door",
      trigger: route("POST", "/slack"),
      env: {
        TOKEN: secret("token"),
        KEYS: secret("keys", { stack: "pages" }),
        HOOK: secret("hook", { optional: true }),
        ROUTING: setting("routing"),
        QUEUES: queueUrls({ finding: queueOf("nobody", "actions"), tag: queueOf("worker", "other") }),
      },
      allow: [],
    });
    const worker = defineLambda({
      ...common,
      name: "worker",
      trigger: queue({ from: handed("actions"), batchSize: 1, receiveLimit: 5 }),
      env: {},
      allow: [],
    });
    const twin = defineLambda({ ...door, name: "twin", runsIn: "each-region", env: {} });
    const item = defineLambda({
      ...common,
      name: "item",
      runsIn: "each-region",
      trigger: mapItem("sweep"),
      env: {},
      allow: [allow(["sqs:SendMessage"], queueOf("worker", "actions"))],
    });
    const everywhere = defineLambda({
      ...common,
      name: "everywhere",
      runsIn: "each-region",
      trigger: queue({ from: bus("all", { source: ["x"] }), batchSize: 1, receiveLimit: 5 }),
      env: { DIRT: nameOf(table("dirt")) },
      allow: [allow(["dynamodb:PutItem"], table("dirt")), allow(["s3:GetObject"], ownBucket("bin"))],
    });
    const request = requestFor([door, worker, twin, item, everywhere], {
      defaultTeam: "nobody",
      overrides: { gone: {} },
    });
    expect(() => checkWiring(request)).toThrow(
      new Error(
        "The sandbox cannot wire this: " +
          [
            "door: no lambda nobody is handed messages in a queue actions",
            "door: no lambda worker is handed messages in a queue other",
            "door: the secret token has no value",
            "door: the secret pages/keys has no value",
            "door: the setting /tests/routing has no value",
            "twin: the HTTP API is in the home region only, so a lambda in each region cannot answer its requests",
            "item: sweeps are in the home region only, so a lambda in each region cannot be part of one",
            "item: the queue actions of worker is in the home region only",
            "everywhere: the bus is in the home region only, so a lambda in each region cannot listen to it",
            "everywhere: there is no table dirt",
            "everywhere: there is no bucket bin",
            "the default team nobody is not among the teams",
            "twin: door answers POST /slack already",
            "item: no sweep sweep has it as each",
            "there are overrides for gone, which is not wired",
          ].join("; "),
      ),
    );
  });

  it("is content when everything resolves", () => {
    const reader = defineLambda({
      ...common,
      name: "reader",
      trigger: queue({ from: handed("actions"), batchSize: 1, receiveLimit: 5 }),
      env: {},
      allow: [],
    });
    const door = defineLambda({
      ...common,
      name: "fine",
      trigger: route("POST", "/fine"),
      env: {
        TOKEN: secret("token"),
        KEYS: secret("keys", { stack: "pages" }),
        ACTIONS: nameOf(queueOf("reader", "actions")),
      },
      allow: [allow(["sqs:SendMessage"], queueOf("reader", "actions"))],
    });
    const secrets = { token: "1", "pages/keys": "2" };
    expect(() => checkWiring(requestFor([door, reader], { secrets }))).not.toThrow();
  });
});

describe("the organization's roles", () => {
  it("trust exactly those who assume them, inside the organization, for what those ask", () => {
    const viewer = managementRole("Viewer");
    const sweeper = defineLambda({
      ...common,
      name: "sweeper",
      trigger: hourly,
      env: { VIEWER: nameOf(viewer) },
      allow: [
        allow(["sts:AssumeRole"], viewer),
        allow(["organizations:ListRoots"], { kind: "any", because: "it names no resource" }),
      ],
    });
    const other = defineLambda({ ...common, name: "other", trigger: hourly, env: {}, allow: [] });
    const request = requestFor([sweeper, other]);
    expect(organizationRoles(planLambdas(request), request)).toEqual([
      {
        accountId: "999999999999",
        name: "Viewer",
        policies: [
          {
            Version: "2012-10-17",
            Statement: [
              { Sid: "Read", Effect: "Allow", Action: ["organizations:ListRoots"], Resource: ["*"] },
            ],
          },
        ],
        trust: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Assume",
              Effect: "Allow",
              Principal: { AWS: ["arn:aws:iam::111122223333:role/orgwatch-sweeper-us-west-2"] },
              Action: ["sts:AssumeRole"],
              Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-acme"] } },
            },
          ],
        },
      },
    ]);
  });
});

function requestFor(lambdas: WiringRequest["lambdas"], change: Partial<WiringRequest> = {}): WiringRequest {
  return {
    endpoint: "http://127.0.0.1:1",
    organization: {
      id: "o-acme",
      managementAccountId: "999999999999",
      infrasecAccountId: "111122223333",
      homeRegion: "us-west-2",
      regions: ["us-west-2"],
      accounts: [],
    },
    teams: ["platform"],
    defaultTeam: "platform",
    lambdas,
    tables: [],
    settings: {},
    secrets: {},
    ...change,
  };
}
