import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('runs those of one key one after the other, also after one that failed, and others beside them', async () => {
  const turns = new Turns();
  const events: string[] = [];
  const open: (() => void)[] = [];
  const task = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise<void>((resolve) => open.push(resolve));
    events.push(`${name} ends`);
    if (name === 'a1') throw new Error('a1 failed');
    return name;
  };
  const first = turns.take('a', task('a1'));
  const second = turns.take('a', task('a2'));
  const other = turns.take('b', task('b1'));
  await expect.poll(() => open.length).toBe(2);
  expect(events).toEqual(['a1 begins', 'b1 begins']);
  for (const finish of open.splice(0)) finish();
  await expect(first).rejects.toThrow('a1 failed');
  expect(await other).toBe('b1');
  await expect.poll(() => open.length).toBe(1);
  open[0]?.();
  expect(await second).toBe('a2');
  expect(await turns.take('a', async () => 'a3')).toBe('a3');
});
