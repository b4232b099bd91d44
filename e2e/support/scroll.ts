/** Scrolling down a sheet in a real browser: which frames come late, and whether memory grows. */
import { chromium, type Page } from '@playwright/test';
import { type Figure, figure, median } from '../../bench/src/figures.ts';
import { launchOptions } from './chromium.ts';

const SPEED_PX_PER_S = 2_000;
/** Until then the page has warmed up: what it keeps by then is the measure of what it keeps at the end. */
const WARM_MS = 10_000;
/** A frame that took longer than two should have has let one go by. */
const LATE = 1.5;
const MOST_GROWTH = 1.3;
const MOST_DROPPED = 5;

interface Scrolled {
  /** Of those that a screen of 60 a second would have shown. */
  droppedPercent: number;
  pixels: number;
}

/** Scrolls down evenly, as far as the page goes. */
export function scrollFor(page: Page, ms: number): Promise<Scrolled> {
  return page.evaluate(
    ({ ms, speed, late }) =>
      new Promise<{ droppedPercent: number; pixels: number }>((resolve) => {
        const frameMs = 1_000 / 60;
        const startedAt = performance.now();
        let [before, dropped, frames, pixels] = [startedAt, 0, 0, 0];
        const step = (now: number) => {
          const took = now - before;
          before = now;
          const missed = took > late * frameMs ? Math.round(took / frameMs) - 1 : 0;
          dropped += missed;
          frames += 1 + missed;
          const by = (speed * Math.min(took, 100)) / 1_000;
          pixels += by;
          window.scrollBy(0, by);
          if (now - startedAt < ms) requestAnimationFrame(step);
          else resolve({ droppedPercent: (100 * dropped) / frames, pixels });
        };
        requestAnimationFrame(step);
      }),
    { ms, speed: SPEED_PX_PER_S, late: LATE },
  );
}

/** What the page's objects take once everything that nobody refers to is gone, in MB. */
export async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const samples: number[] = [];
  for (let n = 0; n < 3; n++) {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    samples.push(usedSize / 1e6);
  }
  await session.detach();
  return median(samples);
}

/** Opens a room in a browser as whoever the cookie says, and scrolls down its sheet for so long. */
export async function scrollRoom(link: string, cookie: string, ms: number): Promise<Figure[]> {
  const browser = await chromium.launch(await launchOptions());
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const cookies = cookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: new URL(link).origin };
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(link);
    await page.locator('button[data-picture]').first().waitFor();
    return await measureScrolling(page, ms);
  } finally {
    await browser.close();
  }
}

/** For so long on an open room, against an empty page of the same height in the same browser. */
export async function measureScrolling(page: Page, ms: number): Promise<Figure[]> {
  const empty = await page.context().newPage();
  await empty.setContent('<body style="background:#12100f;height:2000000px">');
  await empty.bringToFront();
  const floor = await scrollFor(empty, Math.min(ms, 10_000));
  await empty.close();
  await page.bringToFront();
  await scrollFor(page, WARM_MS);
  const warm = await heapMegabytes(page);
  const { droppedPercent, pixels } = await scrollFor(page, ms);
  const end = await heapMegabytes(page);
  const seconds = Math.round(ms / 1_000);
  return [
    figure(`scrolled in ${seconds} s`, pixels, 'px'),
    figure('frames dropped', droppedPercent, '%', MOST_DROPPED),
    figure('frames dropped on an empty page', floor.droppedPercent, '%'),
    figure(`heap after ${WARM_MS / 1_000} s`, warm, 'MB'),
    figure(`heap after ${seconds} s more, against that`, end / warm, 'x', MOST_GROWTH),
  ];
}
