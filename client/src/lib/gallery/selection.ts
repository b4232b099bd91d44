/** Which pictures of the sheet are chosen, to do something with all of them. */
import { create } from 'zustand';

type Selection = {
  isOn: boolean;
  keys: ReadonlySet<string>;
  /** The last that was chosen by itself: a range begins here. */
  anchor: string | null;
};

const none: Selection = { isOn: false, keys: new Set(), anchor: null };

export const useSelection = create<Selection>()(() => none);
const { getState, setState } = useSelection;

export const startSelecting = (key?: string) =>
  setState({ isOn: true, keys: new Set(key ? [key] : []), anchor: key ?? null });

export const stopSelecting = () => setState(none, true);

export function toggle(key: string): void {
  const keys = new Set(getState().keys);
  if (!keys.delete(key)) keys.add(key);
  setState({ keys, anchor: key });
}

/** All from the last one to this one, in the order of the sheet, beside those chosen before. */
export function chooseTo(key: string, order: readonly string[]): void {
  const { anchor, keys } = getState();
  const [from, to] = [order.indexOf(anchor ?? key), order.indexOf(key)].sort((a, b) => a - b);
  setState({ keys: new Set([...keys, ...order.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)]) });
}

/** Chosen ones that are no longer on the sheet can not be seen, so nothing is done with them. */
export const keepOnly = (order: readonly string[]): void => {
  const there = new Set(order);
  const keys = [...getState().keys].filter((key) => there.has(key));
  if (keys.length !== getState().keys.size) setState({ keys: new Set(keys) });
};
