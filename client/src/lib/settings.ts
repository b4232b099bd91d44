/** The form of a prompt: what is typed (text, so that nothing half-typed is lost) and what is sent. Pure. */
import type { CommandInput, ErrorCode, GenerationSettings, ModelStatus } from '@darkroom/protocol';
import type { Texts } from '../texts/use-texts.ts';

export type SettingsDraft = {
  model: string;
  negativePrompt: string;
  steps: string;
  guidanceScale: string;
  width: string;
  height: string;
  seed: string;
  isSeedFixed: boolean;
  count: string;
};
export type Field =
  | 'prompt'
  | 'negativePrompt'
  | 'model'
  | 'steps'
  | 'guidanceScale'
  | 'width'
  | 'height'
  | 'seed'
  | 'count';
/** Said anew in whichever language is chosen while they stand. */
export type Say = (texts: Texts) => string;
export type FieldErrors = Partial<Record<Field, Say>>;
/** What a prompt is sent with; who sends it adds the id and the room. */
export type Sendable = Omit<CommandInput<'generation:request'>, 'id' | 'roomId'>;

/** The contract's own bounds, written again here because its constants would bring the whole of zod into the page. */
export const MAX_PROMPT_LENGTH = 10_000;
export const MAX_COUNT = 4;

export const emptySettings: SettingsDraft = {
  model: '',
  negativePrompt: '',
  steps: '',
  guidanceScale: '',
  width: '',
  height: '',
  seed: '',
  isSeedFixed: false,
  count: '1',
};

/** The model's own values for all that depends on the model; the words and the seed stay as they are. */
export const withModelValues = (draft: SettingsDraft, model: ModelStatus): SettingsDraft => ({
  ...draft,
  model: model.name,
  steps: String(model.defaults.steps),
  guidanceScale: String(model.defaults.guidanceScale),
  width: String(model.defaults.width),
  height: String(model.defaults.height),
});

export const hasModelValues = (draft: SettingsDraft, { defaults }: ModelStatus) =>
  Number(draft.steps) === defaults.steps &&
  Number(draft.guidanceScale) === defaults.guidanceScale &&
  Number(draft.width) === defaults.width &&
  Number(draft.height) === defaults.height;

/** A remembered draft on the models of now: a model that is no longer served gives way to the first that is. */
export function onModels(draft: SettingsDraft, models: ModelStatus[]): SettingsDraft {
  if (models.some((model) => model.name === draft.model)) return draft;
  const model = models.find((candidate) => candidate.ready) ?? models[0];
  return model ? withModelValues(draft, model) : draft;
}

/** The settings of a picture that is there, with its own seed. */
export const fromPicture = (made: GenerationSettings, seed: number): SettingsDraft => ({
  model: made.model,
  negativePrompt: made.negativePrompt,
  steps: String(made.steps),
  guidanceScale: String(made.guidanceScale),
  width: String(made.width),
  height: String(made.height),
  seed: String(seed),
  isSeedFixed: true,
  count: '1',
});

const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));

type Range = { min: number; max: number };

const isWithin = (value: number, { min, max }: Range) => value >= min && value <= max;

function edgeError(value: number, { min, max, multipleOf }: ModelStatus['limits']['size']): Say | undefined {
  if (!isWithin(value, { min, max })) return ({ prompt }) => prompt.pixels(min, max);
  if (value % multipleOf === 0) return undefined;
  const below = Math.max(min, Math.floor(value / multipleOf) * multipleOf);
  return ({ prompt }) => prompt.multiple(multipleOf, below, below + multipleOf);
}

/** What to send, or what is wrong with which field. The server has the last word; this only spares the way to it. */
export function checkDraft(
  prompt: string,
  draft: SettingsDraft,
  model: ModelStatus,
): { send: Sendable; errors: FieldErrors } {
  const send: Sendable = {
    prompt,
    negativePrompt: draft.negativePrompt,
    model: model.name,
    steps: number(draft.steps),
    guidanceScale: number(draft.guidanceScale),
    width: number(draft.width),
    height: number(draft.height),
    seed: draft.isSeedFixed ? number(draft.seed) : null,
    count: number(draft.count),
  };
  const { limits } = model;
  const isSeed = send.seed === null || (Number.isSafeInteger(send.seed) && send.seed >= 0);
  const found: FieldErrors = {
    prompt: promptError(prompt),
    negativePrompt: draft.negativePrompt.length > MAX_PROMPT_LENGTH ? tooLong : undefined,
    steps:
      Number.isInteger(send.steps) && isWithin(send.steps, limits.steps)
        ? undefined
        : (texts) => texts.prompt.wholeSteps(limits.steps.min, limits.steps.max),
    guidanceScale: isWithin(send.guidanceScale, limits.guidanceScale)
      ? undefined
      : (texts) => texts.prompt.aNumber(limits.guidanceScale.min, limits.guidanceScale.max),
    width: edgeError(send.width, limits.size),
    height: edgeError(send.height, limits.size),
    count:
      Number.isInteger(send.count) && send.count >= 1 && send.count <= MAX_COUNT
        ? undefined
        : (texts) => texts.prompt.fromTo(1, MAX_COUNT),
    seed: isSeed ? undefined : (texts) => texts.prompt.wholeNumber(0, Number.MAX_SAFE_INTEGER),
  };
  return { send, errors: Object.fromEntries(Object.entries(found).filter(([, error]) => error)) };
}

const tooLong: Say = ({ prompt }) => prompt.tooLong(MAX_PROMPT_LENGTH);

function promptError(prompt: string): Say | undefined {
  if (prompt.trim() === '') return (texts) => texts.prompt.empty;
  return prompt.length > MAX_PROMPT_LENGTH ? tooLong : undefined;
}

const FIELD_OF: Partial<Record<ErrorCode, Field>> = {
  prompt_empty: 'prompt',
  prompt_invalid: 'prompt',
  steps_invalid: 'steps',
  guidance_invalid: 'guidanceScale',
  size_invalid: 'width',
  seed_invalid: 'seed',
  count_invalid: 'count',
  model_unknown: 'model',
};

/** The field at which the server's refusal is shown; what fits no field is shown at the prompt. */
export function fieldOf({ code, message }: { code: ErrorCode; message: string }): Field {
  if (code === 'size_invalid' && message.startsWith('height')) return 'height';
  if (code === 'prompt_invalid' && message.startsWith('negativePrompt')) return 'negativePrompt';
  return FIELD_OF[code] ?? 'prompt';
}
