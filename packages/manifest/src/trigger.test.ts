import { mapItem, sweepStep } from "./trigger";

it("tells the two passes of a sweep apart; items are the first one's unless said otherwise", () => {
  expect([mapItem("dust"), mapItem("dust", "second"), sweepStep("dust", "second")]).toEqual([
    { kind: "map-item", map: "dust", pass: "first" },
    { kind: "map-item", map: "dust", pass: "second" },
    { kind: "sweep-step", sweep: "dust", step: "second" },
  ]);
});
