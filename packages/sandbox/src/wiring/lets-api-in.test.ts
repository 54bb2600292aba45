import { letsApiIn } from "./lets-api-in";

const functionArn = "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-door";
const api = "arn:aws:execute-api:us-west-2:111122223333:abc";
const route = `${api}/$default/POST/slack`;

it.each<[string, object, boolean]>([
  ["names the route", {}, true],
  ["names any stage and path", { Condition: { ArnLike: { "AWS:SourceArn": `${api}/*/*` } } }, true],
  ["names everybody's APIs", { Condition: undefined }, true],
  ["names another API", { Condition: { ArnLike: { "AWS:SourceArn": `${api}d/*/*` } } }, false],
  [
    "names another method",
    { Condition: { ArnLike: { "AWS:SourceArn": `${api}/$default/GET/slack` } } },
    false,
  ],
  ["names another service", { Principal: { Service: "events.amazonaws.com" } }, false],
  ["names another function", { Resource: `${functionArn}-2` }, false],
  ["names another action", { Action: "lambda:GetFunction" }, false],
  ["denies it", { Effect: "Deny" }, false],
])("a policy that %s: %j lets the API in: %s", (_, change, expected) => {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "apigateway.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: functionArn,
    Condition: { ArnLike: { "AWS:SourceArn": `${api}/*/POST/slack` } },
    ...change,
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  expect(letsApiIn(policy, functionArn, route)).toBe(expected);
});

it("a function without a policy lets nobody in", () => {
  expect(letsApiIn(undefined, functionArn, route)).toBe(false);
});
