const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first words of a prompt on one line, at most `length` characters and none cut in two. */
export function startOf(prompt: string, length = 80): string {
  const line = prompt.trim().replace(/\s+/g, ' ');
  const letters = Array.from(segmenter.segment(line.slice(0, length * 16)), ({ segment }) => segment);
  return letters.length <= length
    ? line
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
