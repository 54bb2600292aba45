import { readEmbeddedMetrics } from "./read-embedded-metrics";
import { after } from "./sample-alarm";

const heartbeat = {
  _aws: {
    Timestamp: after(0).getTime(),
    CloudWatchMetrics: [
      {
        Namespace: "Orgwatch",
        Dimensions: [["service", "Stop"]],
        Metrics: [{ Name: "HeartbeatSeen", Unit: "Count" }],
      },
    ],
  },
  service: "orgwatch",
  Stop: "slack",
  HeartbeatSeen: 1,
};
const seenAtSlack = {
  region: "us-east-1",
  namespace: "Orgwatch",
  name: "HeartbeatSeen",
  dimensions: { service: "orgwatch", Stop: "slack" },
};

function read(line: string) {
  return readEmbeddedMetrics({ lambda: "slack-notifier", region: "us-east-1", line });
}

it("finds what Powertools prints, at the time of the lambda's clock", () => {
  expect(read(JSON.stringify(heartbeat))).toEqual([{ metric: seenAtSlack, value: 1, at: after(0) }]);
});

it("counts several values, once for each set of dimensions", () => {
  const [directive] = heartbeat._aws.CloudWatchMetrics;
  const both = { ...directive, Dimensions: [["Stop"], []] };
  const line = {
    ...heartbeat,
    HeartbeatSeen: [1, 2],
    _aws: { ...heartbeat._aws, CloudWatchMetrics: [both] },
  };
  const metric = (dimensions: Record<string, string>) => ({ ...seenAtSlack, dimensions });
  expect(read(JSON.stringify(line))).toEqual([
    { metric: metric({ Stop: "slack" }), value: 1, at: after(0) },
    { metric: metric({ Stop: "slack" }), value: 2, at: after(0) },
    { metric: metric({}), value: 1, at: after(0) },
    { metric: metric({}), value: 2, at: after(0) },
  ]);
});

it.each([
  ["a plain line", "Orgwatch HeartbeatSeen 1"],
  ["half a line", JSON.stringify(heartbeat).slice(0, -5)],
  ["a log line in JSON", JSON.stringify({ level: "INFO", message: "run done" })],
  ["a line with something before it", `INFO ${JSON.stringify(heartbeat)}`],
  ["a metric without its value", JSON.stringify({ ...heartbeat, HeartbeatSeen: undefined })],
  ["a metric that is no number", JSON.stringify({ ...heartbeat, HeartbeatSeen: "many" })],
])("finds nothing in %s", (_, line) => {
  expect(read(line)).toEqual([]);
});
