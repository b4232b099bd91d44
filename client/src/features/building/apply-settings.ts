import { useFeed } from '../../lib/connection.ts';
import { focusPrompt, setPrompt, setSettings, useDraft } from '../../lib/draft.ts';
import { clearOrigin } from '../../lib/origin.ts';
import { allTexts } from '../../texts/all-texts.ts';
import { toast } from '../../ui/toast.tsx';
import { type Choice, forgetChoice } from './bringing.ts';
import { fitSettings } from './fit-settings.ts';

/** Into the form, as far as a model here can do it. */
export function applySettings({ settings }: Choice): void {
  const { models } = useFeed.getState();
  const wanted = models.find(({ name }) => name === settings.model);
  const model = wanted ?? models.find(({ name }) => name === useDraft.getState().settings.model);
  forgetChoice();
  if (!model) return;
  clearOrigin();
  if (settings.prompt) setPrompt(settings.prompt);
  setSettings(fitSettings(settings, model));
  if (settings.model && !wanted) toast(allTexts().building.otherModel(settings.model, model.title));
  focusPrompt();
}
