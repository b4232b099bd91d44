import type { IncomingMessage } from 'node:http';
import { DomainError } from '../shared/domain-error.ts';

const tooLarge = (maxBytes: number) =>
  new DomainError('upload_too_large', `The file is larger than ${maxBytes / 1024 / 1024} MB.`);

/**
 * The whole body of a request, in memory. One that is too large is not kept from there on; what is left of it is let run out, so that
 * whoever sends it gets the answer instead of a closed connection.
 *
 * @throws DomainError upload_too_large
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > maxBytes) return reject(tooLarge(maxBytes));
    // Another part has read it already: it came as JSON.
    if (request.readableEnded) return resolve(Buffer.alloc(0));
    const chunks: Buffer[] = [];
    let held = 0;
    request.on('data', (chunk: Buffer) => {
      held += chunk.length;
      if (held <= maxBytes) return void chunks.push(chunk);
      chunks.length = 0;
      reject(tooLarge(maxBytes));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
