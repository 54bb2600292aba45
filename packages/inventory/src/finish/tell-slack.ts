// The summary reaches the default team's channel once, and waits for Slack as long as the lambda lives.
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { deliver } from "@orgwatch/core/slack-delivery/deliver";
import type { DeliverDependencies, Parcel } from "@orgwatch/core/slack-delivery/parcel";
import { channelOf, type Routing } from "@orgwatch/manifest/routing";
import { bandOf, type ManifestPlace, slackSummary } from "./slack-summary";

/** Together longer than a lease in the delivery log, and than Slack's usual Retry-After. */
const waitsMs = [5_000, 10_000, 20_000, 40_000, 60_000];

/** @throws TryLater when Slack did not take it to the end; NeverAgain when nobody will ever. */
export async function tellSlack(
  manifest: RunManifest,
  place: ManifestPlace,
  routing: Routing,
  dependencies: DeliverDependencies,
): Promise<void> {
  const band = bandOf(manifest);
  const channel = channelOf(routing, routing.defaultTeam, band);
  if (channel === undefined) throw new NeverAgain("the routing names no channel for the default team");
  const message = slackSummary(manifest, place);
  const key = `inventory/${manifest.run}`;
  const parcel: Parcel = { key, version: undefined, band, channel, message, raised: () => message };
  for (const wait of waitsMs) {
    try {
      return await deliver(parcel, dependencies);
    } catch (error) {
      if (!(error instanceof TryLater)) throw error;
      await dependencies.sleep(wait);
    }
  }
  await deliver(parcel, dependencies);
}
