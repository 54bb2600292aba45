import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf } from "@orgwatch/manifest/environment";
import { managementRole, secret, setting, table } from "@orgwatch/manifest/references";
import { bus, queue, request as route, schedule } from "@orgwatch/manifest/trigger";
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
      env: { TOKEN: secret("token"), HOOK: secret("hook", { optional: true }), ROUTING: setting("routing") },
      allow: [],
    });
    const everywhere = defineLambda({
      ...common,
      name: "everywhere",
      runsIn: "each-region",
      trigger: queue({ from: bus("all", { source: ["x"] }), batchSize: 1, receiveLimit: 5 }),
      env: { DIRT: nameOf(table("dirt")) },
      allow: [allow(["dynamodb:PutItem"], table("dirt"))],
    });
    const request = requestFor([door, everywhere], { defaultTeam: "nobody", overrides: { gone: {} } });
    expect(() => checkWiring(request)).toThrow(
      new Error(
        "The sandbox cannot wire this: " +
          [
            "door: the sandbox does not start lambdas by a request trigger yet",
            "door: the secret token has no value",
            "door: the setting routing has no value",
            "everywhere: the bus is in the home region only, so a lambda in each region cannot listen to it",
            "everywhere: there is no table dirt",
            "the default team nobody is not among the teams",
            "there are overrides for gone, which is not wired",
          ].join("; "),
      ),
    );
  });

  it("is content when everything resolves", () => {
    const lambda = defineLambda({ ...common, name: "fine", trigger: hourly, env: {}, allow: [] });
    expect(() => checkWiring(requestFor([lambda]))).not.toThrow();
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
