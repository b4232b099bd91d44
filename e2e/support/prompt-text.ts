/** What stands in the prompt box, be it the plain one or the editor, without what the editor only shows: its hint and others' carets. */
import { expect, type Locator } from '@playwright/test';

export const promptText = (prompt: Locator): Promise<string> =>
  prompt.evaluate((element) => {
    if (element instanceof HTMLTextAreaElement) return element.value;
    const copy = element.cloneNode(true) as HTMLElement;
    for (const shown of copy.querySelectorAll('.cm-placeholder, .cm-others-caret, .cm-widgetBuffer')) shown.remove();
    return [...copy.querySelectorAll('.cm-line')].map((line) => line.textContent ?? '').join('\n');
  });

export const expectPrompt = (prompt: Locator, text: string | RegExp): Promise<void> => {
  // While a page is loaded there is nothing to ask.
  const asked = expect.poll(() => promptText(prompt).catch(() => null), { message: 'what stands in the prompt box' });
  return typeof text === 'string' ? asked.toBe(text) : asked.toEqual(expect.stringMatching(text));
};
