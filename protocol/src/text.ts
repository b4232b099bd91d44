import { z } from 'zod';

/** Controls that no text may hold: C0 and C1 (but tab and line breaks), and a lone half of a surrogate pair, which Postgres refuses. */
const hasForbidden = (text: string, multiline: boolean) =>
  !text.isWellFormed() || (multiline ? /(?![\t\n\r])\p{Cc}/u : /\p{Cc}/u).test(text);

/** Text as people write it: any script, emoji and direction marks are kept as they are; control characters are refused. */
export const plainText = (maxLength: number, { multiline = true, empty = true } = {}) =>
  z
    .string()
    .max(maxLength, `is longer than ${maxLength.toLocaleString('en')} characters`)
    .refine((text) => !hasForbidden(text, multiline), 'holds control characters')
    .refine((text) => empty || text.trim().length > 0, 'is empty');

/** A person's or a room's name: one line, trimmed. */
export const DisplayName = plainText(60, { multiline: false, empty: false }).trim();
