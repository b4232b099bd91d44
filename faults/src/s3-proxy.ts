/** Stands before the S3 server and can be slow, or full. Host and signature pass as they are: both sides see the proxy's address. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What MinIO answers when its drives are full. */
const FULL = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>XMinioStorageFull</Code><Message>Storage backend has reached its minimum free drive threshold.</Message></Error>`;

export class S3Proxy {
  /** Before each request is passed on. Milliseconds. */
  latencyMs = 0;
  isFull = false;
  private readonly server: http.Server;
  private readonly agent = new http.Agent({ keepAlive: false });

  private constructor(private readonly target: URL) {
    this.server = http.createServer((request, response) => void this.pass(request, response));
  }

  static async before(target: string): Promise<S3Proxy> {
    const proxy = new S3Proxy(new URL(target));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.agent.destroy();
  }

  private async pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (this.latencyMs) await sleep(this.latencyMs);
    if (this.isFull && request.method === 'PUT') {
      request.resume();
      response.writeHead(507, { 'content-type': 'application/xml', connection: 'close' }).end(FULL);
      return;
    }
    const { hostname, port } = this.target;
    const { method, url, headers } = request;
    const onward = http.request({ hostname, port, method, path: url, headers, agent: this.agent, setHost: false });
    // What the store does not answer is not answered here either: the connection breaks, as without a proxy.
    const brk = () => request.socket.destroy();
    onward.on('error', brk);
    request.on('error', () => onward.destroy());
    response.on('close', () => onward.destroy());
    onward.on('response', (answer) => {
      answer.on('error', brk);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  }
}
