/**
 * Prompts that the server has not answered yet. They are kept in the browser and sent with the same id until an answer comes, so
 * that a lost ack paints nothing twice [GN2] and nothing typed is lost.
 */
import type { CommandInput } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { create } from 'zustand';
import type { Refusal } from '../texts/en/errors.ts';
import { ApiError } from './api.ts';
import { backoffMs } from './backoff.ts';
import { commandGeneration, useFeed } from './connection.ts';
import { setErrors, setPrivate, setPrompt, useDraft } from './draft.ts';
import { type Origin, setOrigin, useOrigin } from './origin.ts';
import { fieldOf, type Sendable } from './settings.ts';
import { readStored, store } from './storage.ts';

export type Unsent = {
  request: CommandInput<'generation:request'>;
  reason: Refusal | null;
  /** Where it was written, and goes back to. */
  isPrivate?: boolean;
};
type OutboxState = { slug: string; entries: Unsent[] };

const key = (slug: string) => `darkroom:outbox:${slug}`;
export const useOutbox = create<OutboxState>()(() => ({ slug: '', entries: [] }));

/** What is kept is one list for all tabs of this browser: each changes only its own entries in it. */
function change(make: (entries: Unsent[]) => Unsent[]) {
  const { slug, entries } = useOutbox.getState();
  useOutbox.setState({ entries: make(entries) });
  const kept = make(readStored<Unsent[]>(key(slug)) ?? []);
  store(key(slug), kept.length > 0 ? kept : null);
}

const drop = (id: string) => change((entries) => entries.filter((entry) => entry.request.id !== id));

/** Opens the outbox of a room and sends what it holds whenever the room is live. Gives back how to close it. */
export function openOutbox(slug: string): () => void {
  useOutbox.setState({ slug, entries: readStored<Unsent[]>(key(slug)) ?? [] });
  return useFeed.subscribe((feed, before) => {
    if (feed.status === 'live' && before.status !== 'live') void deliver();
  });
}

export function submit(roomId: string, send: Sendable): void {
  const { isPrivate } = useDraft.getState();
  const entry: Unsent = { request: { ...send, id: uuidv7(), roomId }, reason: null, isPrivate };
  change((entries) => [...entries, entry]);
  void deliver();
}

/** Takes an unsent prompt back into the box. */
export function takeBack(id: string): void {
  const entry = useOutbox.getState().entries.find(({ request }) => request.id === id);
  drop(id);
  if (entry) restore(entry);
}

/** Back into the box, before whatever was typed meanwhile; with what it was to be made from, unless that was chosen anew. */
function restore({ request: { prompt, parent, source, strength }, isPrivate }: Unsent): void {
  const chosen = useOrigin.getState();
  if (!chosen.parent && !chosen.source) {
    setOrigin({ parent: parent ?? null, source: source ?? null, ...(strength && { strength }) } as Partial<Origin>);
  }
  // What nobody else saw is not shown to the room by a refusal [WR8].
  if (isPrivate) setPrivate(true);
  const typed = useDraft.getState().prompt;
  setPrompt(typed && typed !== prompt ? `${prompt}\n${typed}` : prompt);
}

let isDelivering = false;
/** One at a time, in the order of asking. */
async function deliver(): Promise<void> {
  if (isDelivering) return;
  isDelivering = true;
  try {
    await deliverAll();
  } finally {
    isDelivering = false;
  }
}

async function deliverAll(): Promise<void> {
  for (let failures = 0; ; ) {
    const [next] = useOutbox.getState().entries;
    if (!next || useFeed.getState().status !== 'live') return;
    const { isDone, retryAfterMs } = await attempt(next);
    failures = isDone ? 0 : failures + 1;
    if (!isDone) await new Promise((resolve) => setTimeout(resolve, Math.max(retryAfterMs, backoffMs(failures))));
  }
}

/** Done when the entry is settled: accepted, or refused for good and back in the box with the reason at its field. */
async function attempt(unsent: Unsent): Promise<{ isDone: boolean; retryAfterMs: number }> {
  const { request } = unsent;
  try {
    await commandGeneration('generation:request', request);
    drop(request.id);
    return { isDone: true, retryAfterMs: 0 };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.retryable) {
      const reason: Refusal = { code: error.code, message: error.serverMessage, retryAfterMs: error.retryAfterMs };
      change((entries) => entries.map((entry) => (entry.request.id === request.id ? { ...entry, reason } : entry)));
      return { isDone: false, retryAfterMs: error.retryAfterMs };
    }
    drop(request.id);
    restore(unsent);
    setErrors({ [fieldOf({ code: error.code, message: error.serverMessage })]: error.say });
    return { isDone: true, retryAfterMs: 0 };
  }
}
