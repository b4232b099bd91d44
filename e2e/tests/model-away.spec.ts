import { expect, test } from '../support/test.ts';

const management = process.env.TORCHSERVE_MANAGEMENT_URL;

/** Takes TorchServe's workers of the model away, or gives one back. */
async function scale(workers: number): Promise<void> {
  const query = new URLSearchParams({ min_worker: String(workers), max_worker: String(workers), synchronous: 'true' });
  const response = await fetch(`${management}/models/builtin?${query}`, { method: 'PUT' });
  expect(response.status, await response.text()).toBeLessThan(300);
}

test.afterEach(async () => {
  if (management) await scale(1);
});

test('[QU4, GN7] while the model is away the page says so, the prompt keeps its place, and it goes on by itself', async ({
  meet,
}) => {
  expect(management, 'TORCHSERVE_MANAGEMENT_URL of the tested Darkroom').toBeTruthy();
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await scale(0);
  await ada.submit('a red apple');
  for (const person of [ada, bo]) {
    await expect(person.tray.getByText('The model is away. Your prompt keeps its place.')).toBeVisible();
    await expect(person.inTray('a red apple')).toContainText('1st in line');
  }

  await scale(1);
  for (const person of [ada, bo]) {
    await expect(person.onSheet('a red apple')).toBeVisible({ timeout: 60_000 });
    await expect(person.tray.getByText('The model is away.')).toHaveCount(0);
  }
});
