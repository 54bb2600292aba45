import * as alarms from "./fixtures/alarms";
import * as ct from "./fixtures/cloudtrail-events";
import { guardDutyFinding, sampleFinding } from "./fixtures/guardduty";
import { findingsByKind } from "./fixtures/guardduty-kinds";
import * as other from "./fixtures/other-events";
import { readMessages } from "./read-event";
import { renderNotice } from "./render-notice";

const hints = { id: "m-1", receivedAt: new Date("2030-01-07T09:00:00Z") };
const all: Record<string, unknown> = {
  base: guardDutyFinding(),
  sample: sampleFinding(),
  ...findingsByKind,
  sns: alarms.snsAlarm(),
  snsnodesc: alarms.snsAlarm({ AlarmDescription: null, NewStateValue: "INSUFFICIENT_DATA" }),
  bus: alarms.busAlarm("OK"),
  own: alarms.ownAlarm(),
  ownok: alarms.ownAlarm("OK"),
  signin: ct.rootSignIn(),
  failed: ct.failedRootSignIn(),
  rec: ct.passwordRecovery(),
  root: ct.rootApiCall(),
  rootfail: ct.rootApiCall({ errorCode: "AccessDenied" }),
  rootkey: ct.rootAccessKey(),
  assume: ct.assumeRoot(),
  ord: ct.ordinaryCall(),
  hub: other.securityHubEvent([other.securityHubFinding()]),
  health: other.healthEvent(),
  healthi: other.healthEvent({ eventTypeCategory: "issue", statusCode: "open" }),
  btext: other.backupText(),
  bok: other.backupText("was completed successfully"),
  bev: other.backupEvent(),
  mal: other.malwareScan(),
  malok: other.malwareScan("NO_THREATS_FOUND"),
  sup: other.supportCase(),
  spot: other.spotWarning(),
};
for (const [n, body] of Object.entries(all)) {
  console.log("##", n);
  for (const r of readMessages(body, hints)) {
    if ("skip" in r) console.log(r);
    else {
      const { facts, ...rest } = r.post;
      console.log(JSON.stringify(rest));
      for (const f of facts) console.log("   ", f.label, "=", f.value, f.form ?? "");
      console.log("    ", JSON.stringify(renderNotice(r.post, { team: "t" })).length);
    }
  }
}
for (const [n, body] of Object.entries(all)) {
  const k = 300;
  for (let i = 0; i < k; i++)
    for (const r of readMessages(body, hints)) if ("post" in r) renderNotice(r.post, { team: "security" });
  const s = process.hrtime.bigint();
  for (let i = 0; i < k; i++)
    for (const r of readMessages(body, hints)) if ("post" in r) renderNotice(r.post, { team: "security" });
  console.log(n, (Number(process.hrtime.bigint() - s) / 1e6 / k).toFixed(3), "ms");
}
