/**
 * An issuer of OpenID Connect on a port of its own: oidc-provider with its own pages, which ask for any login and for consent. It can
 * be away, and answer otherwise than it should.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from './free-port.ts';

export const CLIENT = { id: 'darkroom', secret: 'a secret of the client and the issuer' };
/** Of a client that has no secret. */
export const PUBLIC_CLIENT = 'darkroom-without-secret';

export const KEY_ID = 'key-1';

export class TestIssuer {
  readonly url: string;
  /** What Darkroom needs to know of it. */
  readonly env: Record<string, string>;
  /** What it tells of people beside their subject, which is what they log in as. */
  readonly people: Record<string, Record<string, string>> = {};
  /** Answers in its place where it returns true. */
  stepIn: (...request: Parameters<RequestListener>) => boolean = () => false;
  /** Signs what it says; known to all under KEY_ID. */
  readonly key: KeyObject;
  /** What was asked of it, newest last. */
  readonly asked: string[] = [];
  private readonly port: number;
  private server: Server | undefined;
  private handle: RequestListener | undefined;

  private constructor(port: number) {
    this.port = port;
    this.key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    this.url = `http://127.0.0.1:${port}`;
    this.env = { OIDC_ISSUER: this.url, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
  }

  /** It is away until `open`. */
  static async make(): Promise<TestIssuer> {
    return new TestIssuer(await freePort());
  }

  /** Answers from now on; who signed in there before is known still. `darkrooms`: where people are sent back to. */
  async open(darkrooms: string[] = []): Promise<void> {
    this.handle ??= this.provider(darkrooms);
    this.server = createServer((request, response) => {
      this.asked.push(request.url ?? '');
      if (!this.stepIn(request, response)) this.handle?.(request, response);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    const { server } = this;
    if (!server?.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  private provider(darkrooms: string[]): RequestListener {
    const client = {
      redirect_uris: darkrooms.map((address) => `${address}/api/sign-in/callback`),
      response_types: ['code' as const],
      grant_types: ['authorization_code'],
    };
    return new Provider(this.url, {
      clients: [
        { ...client, client_id: CLIENT.id, client_secret: CLIENT.secret },
        { ...client, client_id: PUBLIC_CLIENT, token_endpoint_auth_method: 'none' },
      ],
      jwks: { keys: [{ ...this.key.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }] },
      cookies: { keys: ['for tests'] },
      claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      pkce: { required: () => true },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...this.people[id] }) }),
    }).callback();
  }
}
