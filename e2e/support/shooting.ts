/** Pictures of a page as it stands, for people to look at. */
import path from 'node:path';
import type { Person } from './person.ts';

export type Shoot = (person: Person, state: string) => Promise<void>;

/** Answers with what writes `<folder>/<state>-<width>.png`, once fonts and pictures are there and what fades has faded. */
export const shooting =
  (folder: string): Shoot =>
  async ({ page }, state) => {
    // Nothing is hovered.
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle');
    await page.evaluate(async () => {
      await document.fonts.ready;
      const isEndless = ({ effect }: Animation) => effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
      await Promise.allSettled(
        document
          .getAnimations()
          .filter((animation) => !isEndless(animation))
          .map(({ finished }) => finished),
      );
    });
    const file = `${state}-${page.viewportSize()?.width}.png`;
    await page.screenshot({ path: path.join(folder, file) });
    console.log(file);
  };
