/** What the server that makes this page knows, in the same process. For the making of pages alone: a browser asks the API. */
import type { PageData } from '@darkroom/protocol';

/** The same name in server/src/sharing/shared-pages.ts. */
const PAGE_DATA = Symbol.for('darkroom.page-data');

/** Where the page is looked at from outside; `pages.ts` says it for each request, whatever the request said. */
export const ORIGIN_HEADER = 'x-darkroom-origin';

export function pageData(): PageData {
  const data = (globalThis as { [PAGE_DATA]?: PageData })[PAGE_DATA];
  if (!data) throw new Error('Pages are made by the server of Darkroom alone.');
  return data;
}
