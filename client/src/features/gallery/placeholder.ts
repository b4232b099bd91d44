import { thumbHashToDataURL } from 'thumbhash';

const known = new Map<string, string>();

/** What to show of a picture before its thumbnail is there. Worked out once each while it is near: a sheet is scrolled over many times, and each takes some kilobytes. */
export function placeholderUrl(hash: string): string | undefined {
  if (!hash) return undefined;
  const cached = known.get(hash);
  if (cached) return cached;
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0)));
    if (known.size > 400) known.clear();
    known.set(hash, url);
    return url;
  } catch {
    return undefined;
  }
}
