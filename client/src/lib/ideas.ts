/** Prompts to begin with. In English whatever the page speaks: it is what the models read. Pure. */
const COMPOSED: readonly (readonly [needs: string, idea: string])[] = [
  ['apple', 'a red apple'],
  ['cat', 'two cats on a blue background'],
  ['rocket', 'a yellow rocket'],
  ['owl', 'an owl on a purple background'],
  ['strawberry', 'three strawberries'],
  ['fish', 'a green fish'],
  ['panda', 'a panda on a pink background'],
];

const LARGE = [
  'a paper boat in the rain, black and white',
  'an owl in a lit window, long exposure',
  'a kitchen table in morning light, 35 mm',
];

const withArticle = (word: string) => (/^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`);

/** A few prompts that a model can do: composed from the words it knows, or plain good ones where it knows no list. */
export function ideasFor(words: string[], most = 7): string[] {
  if (words.length === 0) return LARGE;
  const known = new Set(words.map((word) => word.toLowerCase()));
  const composed = COMPOSED.filter(([needs]) => known.has(needs)).map(([, idea]) => idea);
  const stride = Math.max(1, Math.floor(words.length / most));
  const plain = words.filter((_, n) => n % stride === 0).map(withArticle);
  return [...new Set([...composed, ...plain])].slice(0, most);
}
