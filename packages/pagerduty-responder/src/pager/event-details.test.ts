import { rootSignIn } from "@orgwatch/core/notice/fixtures/cloudtrail-events";
import type { Notice } from "@orgwatch/core/notice/notice";
import { notices } from "@orgwatch/core/testing/read-notices";
import { drawEvent } from "./draw-event";
import { detailsOf } from "./event-details";

function signIn(changes: Partial<Notice> = {}): Notice {
  const [notice] = notices(rootSignIn());
  if (!notice) throw new Error("the body holds no notice");
  return { ...notice, ...changes };
}

it("keeps a second fact of the same name, and what others call as we do", () => {
  const facts = [
    { label: "From", value: "203.0.113.5" },
    { label: "From", value: "203.0.113.6" },
    { label: "Account", value: "not the one" },
    { label: "__proto__", value: "polluted" },
    { label: "Empty", value: "  " },
  ];
  expect(Object.entries(detailsOf(signIn({ facts }), "payments-prod")).slice(3, 7)).toEqual([
    ["From", "203.0.113.5"],
    ["From (2)", "203.0.113.6"],
    ["Account (2)", "not the one"],
    ["__proto__", "polluted"],
  ]);
});

it("stays within PagerDuty's limits, whatever a notice holds", () => {
  const odd = '\u0000\u202e\n🦊"'.repeat(20_000);
  const facts = Array.from({ length: 3000 }, (_, index) => ({ label: `Fact ${index}`, value: odd }));
  const huge = { headline: odd, explanation: odd, region: odd, kind: odd, key: odd, facts, seen: undefined };
  const notice = {
    ...signIn(),
    ...huge,
    link: { label: odd, url: `https://aws.example/${odd}` },
  };
  const { seen: _, ...rest } = notice;
  const event = drawEvent(rest, { key: odd, account: { id: "111122223333", name: odd }, slack: undefined });
  const details = event.payload.custom_details ?? {};
  const shown = Object.keys(details).filter((label) => label.startsWith("Fact ")).length;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
  const control = /[\u0000-\u0008\u000b-\u001f\u202e]/;
  expect({
    bytes: Buffer.byteLength(JSON.stringify(event)) <= 512 * 1024,
    summary: event.payload.summary.length <= 1024,
    dedupKey: event.dedup_key.length,
    links: event.links,
    readable: ![event.payload.summary, ...Object.values(details)].some((text) => control.test(String(text))),
    someShown: shown > 50,
    more: details.More,
  }).toEqual({
    bytes: true,
    summary: true,
    dedupKey: 255,
    links: [],
    readable: true,
    someShown: true,
    more: `${3000 - shown} facts are not shown here`,
  });
});
