/** Has a room's text begin anew [WR6]: a hundred browsers at a time write something in it and take it back, until that outweighs it. */
import * as Y from 'yjs';
import { Connection } from '../../server/test/support/connection.ts';

export async function renewText(slug: string): Promise<void> {
  const url = process.env.DARKROOM_TEST_URL ?? '';
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Many' }),
  });
  const connection = await new Connection(url, session.headers.getSetCookie()[0]?.split(';')[0] ?? '').open();
  const { room } = await connection.ask('room:join', { slug });
  const empty = { epoch: null, stateVector: new Uint8Array([0]) };
  const { epoch } = await connection.ask('draft:open', { roomId: room.id, ...empty });
  while (!connection.all('draft:edited').some((edited) => edited.epoch > epoch)) {
    const update = Y.mergeUpdates(Array.from({ length: 100 }, nothingLeft));
    await connection.send('draft:edit', { roomId: room.id, epoch, update });
  }
  connection.close();
}

function nothingLeft(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('prompt').insert(0, 'x');
  doc.getText('prompt').delete(0, 1);
  return Y.encodeStateAsUpdate(doc);
}
