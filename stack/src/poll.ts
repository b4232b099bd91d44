import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is not undefined; a rejection counts as "not yet", and the last one is the reason given at the deadline. */
export async function poll<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  {
    what,
    timeoutMs,
    everyMs = 50,
    signal,
  }: { what: string; timeoutMs: number; everyMs?: number; signal?: AbortSignal },
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let reason = '';
  for (;;) {
    signal?.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      reason = `: ${error instanceof Error ? error.message : error}`;
    }
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${timeoutMs / 1000} s${reason}`);
    await sleep(everyMs);
  }
}
