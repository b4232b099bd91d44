/** How many pictures a page holds in memory with all that made them, wherever in its scripts: Chromium counts its objects. */
import type { Page } from '@playwright/test';

export async function picturesKept(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    const { result } = await session.send('Runtime.evaluate', { expression: 'Object.prototype' });
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
    const counted = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration:
        'function () { return this.filter((each) => "sha256" in each && "placeholder" in each).length; }',
      returnByValue: true,
    });
    return Number(counted.result.value);
  } finally {
    await session.detach();
  }
}
