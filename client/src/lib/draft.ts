/**
 * What is being written: the prompt and the settings of this browser. All of it outlives a reload. There are two prompts: the text that
 * the room writes together, and a private draft; one of them is in the box [WR8].
 */
import type { GenerationSettings, ModelStatus } from '@darkroom/protocol';
import { create } from 'zustand';
import { useTexts } from '../texts/use-texts.ts';
import { emptySettings, type Field, type FieldErrors, fromPicture, onModels, type SettingsDraft } from './settings.ts';
import { readStored, store } from './storage.ts';
import type { SharedText } from './writing/shared-text.ts';
import { keepTyped, readText } from './writing/stored-text.ts';

const SETTINGS_KEY = 'darkroom:settings';
const promptKey = (slug: string) => `darkroom:prompt:${slug}`;
const privateKey = (slug: string) => `darkroom:private:${slug}`;

type DraftState = {
  slug: string;
  /** What is in the box: of the two that follow the one that is open. */
  prompt: string;
  shared: string;
  own: string;
  isPrivate: boolean;
  /** Null until Yjs is loaded: what is typed until then is taken over. */
  sharedText: SharedText | null;
  settings: SettingsDraft;
  errors: FieldErrors;
  focusRequests: number;
};

export const useDraft = create<DraftState>()(() => ({
  slug: '',
  prompt: '',
  shared: '',
  own: '',
  isPrivate: false,
  sharedText: null,
  settings: emptySettings,
  errors: {},
  focusRequests: 0,
}));

export function openDraft(slug: string): void {
  const settings = { ...emptySettings, ...readStored<Partial<SettingsDraft>>(SETTINGS_KEY) };
  const own = readStored<string>(promptKey(slug)) ?? '';
  const isPrivate = readStored<boolean>(privateKey(slug)) ?? false;
  const shared = readText(slug).text;
  const prompt = isPrivate ? own : shared;
  useDraft.setState({ slug, prompt, shared, own, isPrivate, sharedText: null, settings, errors: {} });
}

const withoutError = (errors: FieldErrors, ...fields: Field[]): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field as Field)));

/** Other words in the box, whichever it is. In the room's text that is an edit like another. */
export function setPrompt(prompt: string): void {
  const { isPrivate, sharedText, slug } = useDraft.getState();
  clearPromptError();
  if (isPrivate) setOwn(prompt);
  else if (sharedText) sharedText.replace(prompt);
  else {
    showShared(prompt);
    keepTyped(slug, prompt);
  }
}

export const clearPromptError = () =>
  useDraft.setState(({ errors }) => (errors.prompt ? { errors: withoutError(errors, 'prompt') } : {}));

const showOwn = (own: string) =>
  useDraft.setState(({ isPrivate, prompt }) => ({ own, prompt: isPrivate ? own : prompt }));

export function setOwn(own: string): void {
  showOwn(own);
  store(promptKey(useDraft.getState().slug), own || null);
}

/** Written in another tab of this browser: one private draft for all of them. */
if (typeof window !== 'undefined') {
  addEventListener('storage', ({ key }) => {
    const { slug } = useDraft.getState();
    if (key === promptKey(slug)) showOwn(readStored<string>(key) ?? '');
  });
}

/** The room's text as it is by now. */
export const showShared = (shared: string) =>
  useDraft.setState(({ isPrivate, prompt }) => ({ shared, prompt: isPrivate ? prompt : shared }));

/** The other of the two, with what was written there. */
export function setPrivate(isPrivate: boolean): void {
  useDraft.setState(({ own, shared }) => ({ isPrivate, prompt: isPrivate ? own : shared }));
  clearPromptError();
  store(privateKey(useDraft.getState().slug), isPrivate || null);
}

export function setSettings(change: Partial<SettingsDraft>): void {
  useDraft.setState(({ settings, errors }) => ({
    settings: { ...settings, ...change },
    errors: withoutError(errors, ...(Object.keys(change) as Field[])),
  }));
  store(SETTINGS_KEY, useDraft.getState().settings);
}

export const settleOnModels = (models: ModelStatus[]) => {
  const { settings } = useDraft.getState();
  const settled = onModels(settings, models);
  if (settled !== settings) setSettings(settled);
};

export const setErrors = (errors: FieldErrors) => useDraft.setState({ errors });

/** What is wrong with a field, in the language of now. */
export function useFieldError(field: Field): string | undefined {
  const say = useDraft(({ errors }) => errors[field]);
  const texts = useTexts();
  return say?.(texts);
}

export const focusPrompt = () => useDraft.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));

/** "Use these settings": prompt, settings and the picture's own seed come back into the form. */
export function reuse(made: GenerationSettings, seed: number, models: ModelStatus[]): void {
  setPrompt(made.prompt);
  setSettings(fromPicture(made, seed));
  // The model that made it may be gone.
  settleOnModels(models);
  focusPrompt();
}
