import { newClock } from "./clock";

describe("the sandbox's clock", () => {
  it("goes with real time and skips what it is told to", () => {
    let real = Date.parse("2030-01-07T09:00:00Z");
    const clock = newClock(() => real);
    const seen = [clock.now().toISOString()];
    clock.advance(300_000);
    seen.push(clock.now().toISOString());
    real += 1000;
    clock.advance(0.2);
    seen.push(clock.now().toISOString());
    expect(seen).toEqual([
      "2030-01-07T09:00:00.000Z",
      "2030-01-07T09:05:00.000Z",
      "2030-01-07T09:05:01.001Z",
    ]);
    expect(clock.offset).toEqual(new BigInt64Array([300_001n]));
  });

  it("tells its listeners after each skip, until they end it", () => {
    const clock = newClock(() => 0);
    const heard: number[] = [];
    const end = clock.subscribe(() => heard.push(clock.now().getTime()));
    clock.advance(1);
    clock.advance(2);
    end();
    clock.advance(3);
    expect(heard).toEqual([1, 3]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("does not pass %p ms", (milliseconds) => {
    expect(() => newClock().advance(milliseconds)).toThrow(
      `Time passes forwards only, not by ${milliseconds} ms`,
    );
  });
});
