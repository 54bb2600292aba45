// Who wants to hear of something: the page, tests.

export type Listeners<T> = {
  /** The answer ends it. */
  readonly subscribe: (listener: (heard: T) => void) => () => void;
  readonly tell: (heard: T) => void;
};

/** Nobody listens yet. */
export function newListeners<T>(): Listeners<T> {
  const listeners = new Set<(heard: T) => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (heard) => {
      for (const listener of listeners) listener(heard);
    },
  };
}
