/** What is being written: the prompt of this room and the settings of this browser. Both outlive a reload. */
import type { GenerationSettings, ModelStatus } from '@darkroom/protocol';
import { create } from 'zustand';
import { emptySettings, type Field, type FieldErrors, fromPicture, onModels, type SettingsDraft } from './settings.ts';
import { readStored, store } from './storage.ts';

const SETTINGS_KEY = 'darkroom:settings';
const promptKey = (slug: string) => `darkroom:prompt:${slug}`;

type DraftState = { slug: string; prompt: string; settings: SettingsDraft; errors: FieldErrors; focusRequests: number };

export const useDraft = create<DraftState>()(() => ({
  slug: '',
  prompt: '',
  settings: emptySettings,
  errors: {},
  focusRequests: 0,
}));

export function openDraft(slug: string): void {
  const settings = { ...emptySettings, ...readStored<Partial<SettingsDraft>>(SETTINGS_KEY) };
  useDraft.setState({ slug, prompt: readStored<string>(promptKey(slug)) ?? '', settings, errors: {} });
}

const withoutError = (errors: FieldErrors, ...fields: Field[]): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field as Field)));

export function setPrompt(prompt: string): void {
  useDraft.setState(({ errors }) => ({ prompt, errors: withoutError(errors, 'prompt') }));
  store(promptKey(useDraft.getState().slug), prompt || null);
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

export const focusPrompt = () => useDraft.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));

/** "Use these settings": prompt, settings and the picture's own seed come back into the form. */
export function reuse(made: GenerationSettings, seed: number, models: ModelStatus[]): void {
  setPrompt(made.prompt);
  setSettings(fromPicture(made, seed));
  // The model that made it may be gone.
  settleOnModels(models);
  focusPrompt();
}
