// The AWS clients of a process: one for each service and region, made on first use. Bundles keep only those a lambda asks for.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";

/**
 * Adaptive retries slow down when a service throttles, instead of making it worse. Without these limits the SDK waits for an answer for
 * ever, and a lambda is ended with its whole batch; four tries of 3 s leave time to say why.
 */
const shared = {
  maxAttempts: 4,
  retryMode: "adaptive",
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};

function perRegion<Client>(make: (region: string | undefined) => Client): (region?: string) => Client {
  const clients = new Map<string | undefined, Client>();
  return (region) => {
    const existing = clients.get(region);
    if (existing) return existing;
    const client = make(region);
    clients.set(region, client);
    return client;
  };
}

const inRegion = (region: string | undefined) => (region === undefined ? shared : { ...shared, region });

/** DynamoDB in the lambda's own region, or in the given one. */
export const dynamodb = /* @__PURE__ */ perRegion((region) => new DynamoDBClient(inRegion(region)));
/** SQS in the lambda's own region. A queue's URL names the queue only: the host is the endpoint's, also where that is not AWS's own. */
export const sqs = /* @__PURE__ */ perRegion(
  (region) => new SQSClient({ ...inRegion(region), useQueueUrlAsEndpoint: false }),
);
/** SNS in the lambda's own region, or in the given one. */
export const sns = /* @__PURE__ */ perRegion((region) => new SNSClient(inRegion(region)));
/** SSM in the lambda's own region. */
export const ssm = /* @__PURE__ */ perRegion((region) => new SSMClient(inRegion(region)));
/** STS by its regional endpoint. */
export const sts = /* @__PURE__ */ perRegion((region) => new STSClient(inRegion(region)));
