import type { CommandInput } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';

export type PromptChange = Partial<CommandInput<'generation:request'>>;

/** A prompt that is quickly made, but for what the test changes. */
export const prompt = (roomId: string, change: PromptChange = {}): CommandInput<'generation:request'> => ({
  id: uuidv7(),
  roomId,
  prompt: 'a red apple',
  negativePrompt: '',
  model: 'builtin',
  steps: 4,
  guidanceScale: 4,
  width: 64,
  height: 64,
  seed: null,
  count: 1,
  ...change,
});

/** Takes the built-in model seconds: time enough to do something to it. */
export const SLOW = { steps: 100, width: 192, height: 192 } as const satisfies PromptChange;
