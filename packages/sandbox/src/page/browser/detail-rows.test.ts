import { detailRows } from "./detail-rows";

it("names each value by its way", () => {
  expect(
    detailRows({
      account: "100000000003",
      severity: 8,
      archived: false,
      resource: { type: "Instance", tags: [{ key: "team", value: "payments" }, { key: "env" }] },
      ips: ["198.51.100.7", "203.0.113.9"],
      note: null,
      actions: [],
      more: {},
    }),
  ).toEqual([
    { name: "account", value: "100000000003" },
    { name: "severity", value: "8" },
    { name: "archived", value: "no" },
    { name: "resource › type", value: "Instance" },
    { name: "resource › tags 1 › key", value: "team" },
    { name: "resource › tags 1 › value", value: "payments" },
    { name: "resource › tags 2 › key", value: "env" },
    { name: "ips", value: "198.51.100.7, 203.0.113.9" },
    { name: "note", value: "none" },
    { name: "actions", value: "none" },
    { name: "more", value: "none" },
  ]);
});

it("counts the rest of a very long list", () => {
  const details = Object.fromEntries(Array.from({ length: 205 }, (_, index) => [`key ${index}`, index]));
  const rows = detailRows(details);
  expect({ length: rows.length, last: rows.at(-1) }).toEqual({
    length: 201,
    last: { name: "…", value: "5 more" },
  });
});
