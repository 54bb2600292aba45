import type { Protocol } from "../gateway/received-call";
import { answerNothing } from "./answer-nothing";

function answered(
  protocol: Protocol,
  service: string,
  operation: string,
  parameters: Readonly<Record<string, unknown>> = {},
) {
  const answer = answerNothing({ protocol, service, operation, parameters });
  return answer && `${answer.status} ${answer.headers["content-type"]} ${answer.body.toString()}`;
}

describe("answerNothing", () => {
  it("says in the service's own form that there is nothing", () => {
    expect([
      answered("json", "lightsail", "GetInstances"),
      answered("rest-json", "xray", "GetGroups"),
      answered("query", "elasticache", "DescribeServerlessCaches"),
      answered("ec2", "ec2", "DescribePlacementGroups"),
      answered("rest-xml", "cloudfront", "ListFunctions"),
      answered("cbor", "monitoring", "ListMetricStreams"),
    ]).toEqual([
      "200 application/json {}",
      "200 application/json {}",
      "200 text/xml <DescribeServerlessCachesResponse><DescribeServerlessCachesResult></DescribeServerlessCachesResult></DescribeServerlessCachesResponse>",
      "200 text/xml <DescribePlacementGroupsResponse></DescribePlacementGroupsResponse>",
      "200 text/xml <ListFunctionsResult></ListFunctionsResult>",
      "200 application/cbor \ufffd",
    ]);
  });

  it("leaves to moto what moto knows, also of the same operation", () => {
    const targets = (ServiceNamespace: string) =>
      answered("json", "application-autoscaling", "DescribeScalableTargets", { ServiceNamespace });
    const authorizers = (of: Readonly<Record<string, string>>) =>
      answered("rest-json", "apigateway", "GetAuthorizers", of);
    expect({
      value: [targets("elasticache"), targets("ecs")],
      parameter: [authorizers({ ApiId: "a1" }), authorizers({ restApiId: "b2" })],
      operation: answered("ec2", "ec2", "DescribeVpcs"),
    }).toEqual({
      value: ["200 application/json {}", undefined],
      parameter: ["200 application/json {}", undefined],
      operation: undefined,
    });
  });
});
