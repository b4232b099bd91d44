/**
 * Remembers what flashes by: a small model shows a step for a few milliseconds, too short for a test that looks now and then. An
 * observer inside the page writes down every step and every preview from the page's first moment on; a reload empties it.
 */
import type { Page } from '@playwright/test';

export interface Seen {
  /** "Developing, step k of n", in the order shown. */
  steps: { prompt: string; step: number; steps: number }[];
  /** Addresses of previews in the order shown, each once. */
  previews: string[];
}

declare global {
  interface Window {
    darkroomSeen?: Seen;
  }
}

export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const all: Seen = { steps: [], previews: [] };
    window.darkroomSeen = all;
    const look = () => {
      for (const article of document.querySelectorAll('article')) {
        const [, step, steps] = /Developing, step (\d+) of (\d+)/.exec(article.textContent ?? '') ?? [];
        const found = { prompt: article.ariaLabel ?? '', step: Number(step), steps: Number(steps) };
        const last = all.steps.findLast(({ prompt }) => prompt === found.prompt);
        if (step && last?.step !== found.step) all.steps.push(found);
        for (const image of article.querySelectorAll<HTMLImageElement>('img[src^="blob:"]')) {
          if (!all.previews.includes(image.src)) all.previews.push(image.src);
        }
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

export async function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => window.darkroomSeen ?? { steps: [], previews: [] });
}
