import { type Person, SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

/** The least that a page showed of people since it was asked first. */
async function watchPeople({ page }: Person): Promise<() => Promise<number>> {
  const least = await page.evaluateHandle(() => {
    const list = document.querySelector('ul[aria-label="People here"]') as Element;
    const seen = { least: list.children.length };
    const look = () => {
      seen.least = Math.min(seen.least, list.children.length);
    };
    new MutationObserver(look).observe(list, { childList: true });
    return seen;
  });
  return async () => (await least.jsonValue()).least;
}

test('[RM4] who closes the tab leaves within 5 s; who loads it again, or is cut off for 10 s, stays in sight', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await expect(ada.people).toHaveCount(2);
  const leastOfAda = await watchPeople(ada);

  await bo.page.reload();
  await bo.arrive();
  await bo.page.context().setOffline(true);
  await expect(bo.notConnected).toBeVisible();
  // The gap itself.
  await bo.page.waitForTimeout(10_000);
  await bo.page.context().setOffline(false);
  await expect(bo.notConnected).toBeHidden();
  // As long as a closed tab, or a broken connection, would take to be gone.
  await bo.page.waitForTimeout(6_000);
  expect(await leastOfAda(), 'people that Ada saw').toBe(2);

  const closedAtMs = Date.now();
  await bo.page.close();
  await expect(ada.people).toHaveCount(1);
  expect(Date.now() - closedAtMs).toBeLessThan(5_000);
});

test('[RM4] who closes the tab leaves within 5 s, also where WebSockets do not get through', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.page.context().routeWebSocket('**/socket.io/**', (socket) => socket.close());
  await bo.join(await ada.startRoom());
  await expect(ada.people).toHaveCount(2);
  const closedAtMs = Date.now();
  await bo.page.goto('about:blank');
  await expect(ada.people).toHaveCount(1);
  expect(Date.now() - closedAtMs).toBeLessThan(5_000);
});

test('[WR9] others see that somebody looks at a picture, and that they do no more', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await ada.choose(SHORT);
  await ada.submit('a green fish');
  await bo.onSheet('a green fish').click();
  const bosFace = ada.people.filter({ hasText: 'Bo' });
  await expect(bosFace).toContainText('looks at a picture');
  await bosFace.hover();
  await expect(ada.page.getByRole('tooltip').locator('img')).toHaveAttribute('src', /\/0\.webp$/);
  await bo.page.keyboard.press('Escape');
  await expect(bosFace).not.toContainText('looks at a picture');
});

test('[WR9] what somebody stopped while either of the two was cut off is over soon after', async ({ meet }) => {
  const [ada, bo, cleo] = [await meet('Ada'), await meet('Bo'), await meet('Cleo')];
  const link = await ada.startRoom();
  await bo.join(link);
  await cleo.join(link);
  await ada.choose(SHORT);
  await ada.submit('a green fish');
  const looks = expect(ada.people.filter({ hasText: 'Bo' }));
  await bo.onSheet('a green fish').click();
  await looks.toContainText('looks at a picture');
  await bo.page.context().setOffline(true);
  await expect(bo.notConnected).toBeVisible();
  await bo.page.keyboard.press('Escape');
  await bo.page.context().setOffline(false);
  await expect(bo.notConnected).toBeHidden();
  await looks.not.toContainText('looks at a picture', { timeout: 5_000 });

  await bo.onSheet('a green fish').click();
  await looks.toContainText('looks at a picture');
  await ada.page.context().setOffline(true);
  await expect(ada.notConnected).toBeVisible();
  await bo.page.keyboard.press('Escape');
  await expect(cleo.people.filter({ hasText: 'Bo' })).not.toContainText('looks at a picture');
  await ada.page.context().setOffline(false);
  await expect(ada.notConnected).toBeHidden();
  // Less than the half minute after which anything is over that was not repeated.
  await looks.not.toContainText('looks at a picture', { timeout: 18_000 });
});
