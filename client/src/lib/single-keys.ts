/** Keys that do something by themselves, as "?" does. They never take a letter from what is typed, and can be turned off (WCAG 2.1.4). */
import { create } from 'zustand';
import { readStored, store } from './storage.ts';

const KEY = 'darkroom:single-keys';

export const useSingleKeys = create<{ areOn: boolean }>()(() => ({ areOn: true }));

export function openSingleKeys(): void {
  useSingleKeys.setState({ areOn: readStored<boolean>(KEY) ?? true });
}

export function setSingleKeys(areOn: boolean): void {
  useSingleKeys.setState({ areOn });
  store(KEY, areOn ? null : false);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null);

/** Whether this press means `key` alone: nobody types, no dialog or menu is open, which have keys of their own. */
export const isSingleKey = (event: KeyboardEvent, key: string): boolean =>
  event.key === key &&
  !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || event.defaultPrevented) &&
  useSingleKeys.getState().areOn &&
  !isTyping(event.target) &&
  document.querySelector('[role=dialog], [role=menu]') === null;

/** What "/" leads to, of whichever feature has one on the page. */
export const searchField = () => document.querySelector<HTMLInputElement>('input[type=search]');
