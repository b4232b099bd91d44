/** The protocol's own numbers, written here a second time: its modules hold schemas, which no page loads. `limits.spec.ts` compares. */
export const MOST_COUNTED = 1_000;
export const MOST_IN_A_ZIP = 500;
