/**
 * How long and with what a fuzz test runs. `FUZZ_SEED=… npm test` repeats one whose seed was printed; `FUZZ_MESSAGES=100000 npm test`
 * is the long form.
 */
import { randomInt } from 'node:crypto';

const whole = (name: string): number | undefined => {
  const text = process.env[name];
  if (!text) return undefined;
  if (!/^-?\d+$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number(text);
};

export const FUZZ = {
  messages: whole('FUZZ_MESSAGES') ?? 20_000,
  seed: whole('FUZZ_SEED') ?? randomInt(2 ** 31),
};
