// DescribeInstances' answer as text: its reservations taken apart and put together again, without reading what is inside.

/** One instance's XML with the XML of its reservation before and after it. */
export type InstanceXml = { readonly xml: string; readonly head: string; readonly tail: string };

/** The instances of an answer (or of the inner XML of its `reservationSet`), in their order. */
export function instancesIn(answer: string): readonly InstanceXml[] {
  return itemsOf(between(answer, "reservationSet")).flatMap((reservation) => {
    const inner = between(reservation, "instancesSet");
    const [head = "", tail = ""] = reservation.split(`<instancesSet>${inner}</instancesSet>`);
    return itemsOf(inner).map((xml) => ({ xml, head, tail }));
  });
}

/** The `reservationSet` of these instances; neighbours of the same reservation come together. */
export function reservationSet(instances: readonly InstanceXml[]): string {
  const reservations: { readonly head: string; readonly tail: string; readonly instances: string[] }[] = [];
  for (const { xml, head, tail } of instances) {
    const last = reservations.at(-1);
    if (last?.head === head) last.instances.push(xml);
    else reservations.push({ head, tail, instances: [xml] });
  }
  const written = reservations.map(
    ({ head, tail, instances: own }) =>
      `<item>${head}<instancesSet>${own.map((xml) => `<item>${xml}</item>`).join("")}</instancesSet>${tail}</item>`,
  );
  return `<reservationSet>${written.join("")}</reservationSet>`;
}

/** From the first opening to the last closing tag; empty when there is none. */
function between(xml: string, tag: string): string {
  const start = xml.indexOf(`<${tag}>`);
  const end = xml.lastIndexOf(`</${tag}>`);
  return start === -1 || end === -1 ? "" : xml.slice(start + tag.length + 2, end);
}

/** The inner XML of the outermost `item` elements; lists inside them have items of their own. */
function itemsOf(xml: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: tag, index } of xml.matchAll(/<\/?item>/g)) {
    if (tag === "<item>") {
      if (depth === 0) start = index + tag.length;
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 0) items.push(xml.slice(start, index));
    }
  }
  return items;
}
