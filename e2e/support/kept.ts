/** What a page holds in memory, in the page or not: Chromium counts its objects, those that nobody refers to left out. */
import type { Page } from '@playwright/test';

async function count(page: Page, prototype: string, isOne: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    const { result } = await session.send('Runtime.evaluate', { expression: prototype });
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
    const counted = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: `function () { return this.filter(${isOne}).length; }`,
      returnByValue: true,
    });
    return Number(counted.result.value);
  } finally {
    await session.detach();
  }
}

/** Pictures with all that made them. */
export const picturesKept = (page: Page) =>
  count(page, 'Object.prototype', '(each) => "sha256" in each && "placeholder" in each');

export const imageElementsKept = (page: Page) => count(page, 'HTMLImageElement.prototype', '() => true');
