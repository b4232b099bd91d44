import { fillRoom } from '../support/seeded-room.ts';
import { expect, test } from '../support/test.ts';

test('[GL8] a member’s page comes with the first pictures in it, and a stranger’s with none', async ({ meet }) => {
  const ada = await meet('Ada');
  const link = await ada.startRoom();
  await fillRoom(ada, 60);
  const html = await (await ada.page.request.get(link)).text();
  const { items } = await (await ada.page.request.get(`/api/rooms/${ada.slug}/gallery?limit=20`)).json();
  for (const { generation } of items) expect(html).toContain(`/api/images/${generation.id}/0.webp`);

  const bo = await meet('Bo');
  const strange = await (await bo.page.request.get(link)).text();
  for (const { generation } of items) expect(strange).not.toContain(generation.id);
  expect(strange).not.toContain('/api/images/');
});

test('[GL8] nothing moves while the sheet of a room comes', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, 60);
  await ada.page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await ada.page.reload();
  await ada.arrive();
  await expect(ada.pictures.nth(10)).toBeVisible();
  await expect
    .poll(() =>
      ada.pictures.locator('img').evaluateAll((all) => all.every((image) => (image as HTMLImageElement).complete)),
    )
    .toBe(true);
  const shift = await ada.page.evaluate(() =>
    (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
  );
  expect(shift, 'cumulative layout shift').toBeLessThan(0.05);
});
