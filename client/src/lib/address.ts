/** What is open over the room stands in the address: "back" closes it, and the link can be copied. */

/** Null takes a parameter away; the others stay as they are. */
type Change = Record<string, string | null>;

function addressWith(change: Change): string {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return params.size > 0 ? `${location.pathname}?${params}` : location.pathname;
}

/** At this moment, while `useSearchParams` waits for the next drawing. */
export const inAddress = (name: string) => new URLSearchParams(location.search).get(name);

/** Opens something: whoever goes back is where they were. */
export const openInAddress = (change: Change) => history.pushState({ isOpenedHere: true }, '', addressWith(change));

/** Shows something else in its place. */
export const replaceInAddress = (change: Change) =>
  history.replaceState({ isOpenedHere: isOpenedHere() }, '', addressWith(change));

/** Back to where it was opened; whoever came by its link stays in the room. */
export const closeInAddress = (change: Change) => (isOpenedHere() ? history.back() : replaceInAddress(change));

const isOpenedHere = (): boolean => (history.state as { isOpenedHere?: boolean } | null)?.isOpenedHere === true;
