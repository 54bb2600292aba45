// Whether a service answers at all in an account's region: where it is down, its dozens of kinds need not be waited for one by one.

export type ServiceHealth = {
  /** Calls fail to their last try, one after another: few tries are enough. */
  readonly isDown: () => boolean;
  readonly answered: () => void;
  /** A call has failed to its last try. */
  readonly failed: () => void;
};

/** So many calls in a row: a single operation that fails says nothing of the others. */
const mostInARow = 3;

/** The health of one service in one account and region, well at first. Any answer makes it well again. */
export function serviceHealth(): ServiceHealth {
  let inARow = 0;
  return {
    isDown: () => inARow >= mostInARow,
    answered: () => {
      inARow = 0;
    },
    failed: () => {
      inARow += 1;
    },
  };
}
