/**
 * The text that AUTOMATIC1111's Stable Diffusion web UI, and most tools after it, write into a PNG as `parameters`: the prompt, a line
 * "Negative prompt: …" that may go on over several, and one last line "Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 42, Size: 512x512, …".
 */

export interface FileSettings {
  prompt: string;
  negativePrompt: string;
  model: string | null;
  steps: number | null;
  guidanceScale: number | null;
  width: number | null;
  height: number | null;
  seed: number | null;
}

/**
 * As the web UI reads it: a name, a colon, and a value up to the comma, which may stand in quotes. Names are short: a long line without a
 * colon would be searched again from each of its letters.
 */
const PAIR = /(\w[\w \-/]{1,60}):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g;
/** Fewer are words of a prompt that happen to have a colon. */
const MIN_PAIRS = 3;
const NEGATIVE = /^\s*Negative prompt:\s?/;

/** Null for a text that is not of this kind. Numbers that are none are left out. */
export function parseParameters(text: string): FileSettings | null {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n');
  const pairs = pairsOf(lines.at(-1) ?? '');
  if (!pairs) return null;
  const words = lines.slice(0, -1);
  const negative = words.findIndex((line) => NEGATIVE.test(line));
  const [width, height] =
    /^(\d+)\s*[x×]\s*(\d+)$/
      .exec(pairs.get('size') ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  return {
    prompt: (negative < 0 ? words : words.slice(0, negative)).join('\n').trim(),
    negativePrompt: negative < 0 ? '' : words.slice(negative).join('\n').replace(NEGATIVE, '').trim(),
    model: pairs.get('model') || null,
    steps: number(pairs.get('steps')),
    guidanceScale: number(pairs.get('cfg scale') ?? pairs.get('guidance scale') ?? pairs.get('guidance')),
    width: width ?? null,
    height: height ?? null,
    seed: number(pairs.get('seed')),
  };
}

function pairsOf(line: string): Map<string, string> | null {
  const pairs = new Map<string, string>();
  for (const [, name = '', value = ''] of line.matchAll(PAIR))
    pairs.set(name.trim().toLowerCase(), unquoted(value.trim()));
  return pairs.size >= MIN_PAIRS && pairs.has('steps') ? pairs : null;
}

const unquoted = (value: string) => (/^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value);

function number(text: string | undefined): number | null {
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** What our own pictures hold as JSON under `darkroom`. Null for what is not of this kind. */
export function parseDarkroom(json: string): FileSettings | null {
  try {
    const made = JSON.parse(json) as Record<string, unknown>;
    if (made === null || typeof made !== 'object' || typeof made.prompt !== 'string') return null;
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    const digits = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
    return {
      prompt: made.prompt,
      negativePrompt: text(made.negativePrompt),
      model: text(made.model) || null,
      steps: digits(made.steps),
      guidanceScale: digits(made.guidanceScale),
      width: digits(made.width),
      height: digits(made.height),
      seed: digits(made.seed),
    };
  } catch {
    return null;
  }
}

/** Ours first: it says everything exactly. */
export const settingsIn = (texts: Record<string, string>): FileSettings | null =>
  (texts.darkroom ? parseDarkroom(texts.darkroom) : null) ??
  (texts.parameters ? parseParameters(texts.parameters) : null);
