import type { Generation } from '@darkroom/protocol';
import type { Connection } from '../../stack/src/generate/wire.ts';

const ENDS = ['generation:finished', 'generation:cancelled', 'generation:failed'] as const;

/** The generation as it ended, by whichever fact. Listens from now on: call it before the prompt is sent. */
export function endOf(socket: Connection, id: string): Promise<Generation> {
  return new Promise((resolve) => {
    const take = ({ generation }: { generation: Generation }) => {
      if (generation.id !== id) return;
      for (const name of ENDS) socket.off(name, take);
      resolve(generation);
    };
    for (const name of ENDS) socket.on(name, take);
  });
}
