// Answers of moto that hold until a call which can change them passes the gateway.

export type Remembered<Input, Value> = {
  readonly of: (input: Input) => Promise<Value>;
  /** Forgets all, or only those whose keys begin with this. */
  readonly forget: (beginning?: string) => void;
};

/** Reads once for each key. A failed read is not remembered, nor is one that was under way when `forget` was called. */
export function remember<Input, Value>(
  keyOf: (input: Input) => string,
  read: (input: Input) => Promise<Value>,
): Remembered<Input, Value> {
  const known = new Map<string, Promise<Value>>();
  return {
    of: (input) => {
      const key = keyOf(input);
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered;
      const reading = read(input);
      known.set(key, reading);
      reading.catch(() => known.get(key) === reading && known.delete(key));
      return reading;
    },
    forget: (beginning = "") => {
      for (const key of known.keys()) if (key.startsWith(beginning)) known.delete(key);
    },
  };
}
