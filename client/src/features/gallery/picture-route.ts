/** Which picture is open stands in the address: the back button closes it and the link can be copied. */
import { useSearchParams } from 'next/navigation';
import { useCallback, useRef } from 'react';

const addressOf = (key: string) => `${location.pathname}?picture=${key}`;

/** At this moment, while `useSearchParams` waits for the next drawing. */
export const pictureInAddress = () => new URLSearchParams(location.search).get('picture');

export function usePictureRoute() {
  const key = useSearchParams().get('picture');
  // Whether "back" leads to the room, or out of it because somebody came by a picture's link.
  const isOpenedHere = useRef(false);

  const open = useCallback((next: string) => {
    isOpenedHere.current = true;
    history.pushState(null, '', addressOf(next));
  }, []);
  const walk = useCallback((next: string) => history.replaceState(null, '', addressOf(next)), []);
  const close = useCallback(() => {
    if (isOpenedHere.current) history.back();
    else history.replaceState(null, '', location.pathname);
    isOpenedHere.current = false;
  }, []);
  return { key, open, walk, close };
}
