/** The shared text as this browser keeps it, over a reload and without a connection. */
import { readStored, store } from '../storage.ts';

export type StoredText = {
  /** Null until the server was asked once. */
  epoch: number | null;
  /** The Yjs document as one update, base64; null while only the words are known. */
  state: string | null;
  /** What of it the server is known to have, likewise. */
  stored: string | null;
  /** The words: what the page shows before Yjs is loaded, and what was typed until then. */
  text: string;
  /** Whether the server may lack some of it. */
  isUnsent: boolean;
};

const keyOf = (slug: string) => `darkroom:draft:${slug}`;
export const NOTHING: StoredText = { epoch: null, state: null, stored: null, text: '', isUnsent: false };

export const readText = (slug: string): StoredText => ({ ...NOTHING, ...readStored<Partial<StoredText>>(keyOf(slug)) });

/** An empty text that nobody waits for is not kept. */
export const keepText = (slug: string, kept: StoredText) =>
  store(keyOf(slug), kept.text || kept.isUnsent ? kept : null);

/** Hands on what other tabs of this browser keep of it. Gives back how to stop that. */
export function onTextOfTabs(slug: string, take: (kept: StoredText) => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key === keyOf(slug) && newValue !== null) take(readText(slug));
  };
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}

/** What was typed before Yjs was there to hold it. */
export const keepTyped = (slug: string, text: string) => keepText(slug, { ...readText(slug), text, isUnsent: true });

export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
