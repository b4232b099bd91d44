import { isDeepStrictEqual } from 'node:util';

/** Where two values differ, field by field: `pictures.1.width: 64 instead of 128`. */
export function differences(actual: unknown, expected: unknown, at = ''): string[] {
  if (isDeepStrictEqual(actual, expected)) return [];
  if (!isBranch(actual) || !isBranch(expected)) return [`${at}: ${brief(actual)} instead of ${brief(expected)}`];
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => differences(actual[key], expected[key], at ? `${at}.${key}` : key));
}

const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const brief = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 120);
