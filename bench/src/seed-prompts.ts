/** Prompts as people write them: a few words again and again, a long tail of others, several scripts. The same for the same number. */

const THINGS = [
  'boat owl lantern mountain forest robot city river castle dragon teapot astronaut whale garden violin lighthouse fox train',
  'desert storm moon clock mushroom horse church bridge cathedral submarine peacock orchid harbour kettle glacier tram',
]
  .join(' ')
  .split(' ');
const LOOKS =
  'red blue golden misty ancient tiny giant glass paper wooden neon quiet frozen burning floating broken velvet rusty'.split(
    ' ',
  );
const MANNERS = [
  'in watercolour',
  'as an oil painting',
  'at dawn',
  'in the rain',
  'on a blue background',
  'by candlelight',
  'highly detailed',
  'as a woodcut',
  'under the stars',
  'seen from far above',
  '红色的猫在屋顶上',
  'سفينة في البحر ليلا',
  'mit großen Flügeln, 50% weiß',
  'ночной город 🌃',
  '🚣🌊',
];
const SYLLABLES = 'ba ko ri mu ten sal vo pir lun dra eth qua zi fen or'.split(' ');

/** A uniform number below 1 for each n and each of several uses of it. */
export function chance(n: number, use: number): number {
  let hash = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(use + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** The first ones often, the last ones seldom. */
export const often = <T>(all: readonly T[], n: number, use: number): T => {
  const one = all[Math.floor(all.length * chance(n, use) ** 2)];
  if (one === undefined) throw new Error('Nothing to choose from');
  return one;
};

/** Some thousand words that hardly anybody uses twice. */
const rareWord = (n: number) =>
  [0, 1, 2].map((part) => SYLLABLES[Math.floor(chance(n, 90 + part) * SYLLABLES.length)]).join('');

export function seedPrompt(n: number): string {
  const one = `a ${often(LOOKS, n, 1)} ${often(THINGS, n, 2)}`;
  const other = chance(n, 3) < 0.5 ? ` and a ${often(LOOKS, n, 4)} ${often(THINGS, n, 5)}` : '';
  const manner = `, ${often(MANNERS, n, 6)}`;
  const rare = chance(n, 7) < 0.3 ? `, ${rareWord(n)}` : '';
  // One in a thousand says where it stands, so that something is found once.
  const number = n % 1_000 === 0 ? ` no ${n}` : '';
  return `${one}${other}${manner}${rare}${number}`;
}
