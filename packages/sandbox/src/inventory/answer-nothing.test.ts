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
    const operation = "DescribeScalableTargets";
    const asked = (ServiceNamespace: string) =>
      answered("json", "application-autoscaling", operation, { ServiceNamespace });
    expect([asked("elasticache"), asked("ecs"), answered("ec2", "ec2", "DescribeVpcs")]).toEqual([
      "200 application/json {}",
      undefined,
      undefined,
    ]);
  });
});
