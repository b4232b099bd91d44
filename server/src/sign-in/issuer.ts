/**
 * The issuer of OpenID Connect that the settings name; the only one who knows its protocol. What it says of itself is asked for when
 * somebody first signs in and then kept for an hour, so that Darkroom starts and guests come in while it is away.
 */
import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { ENV, type Env } from '../config/env.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Claims } from './name-of.ts';

const KEEP_MS = 3600_000;
const TIMEOUT_SECONDS = 10;

/** What ties an answer to its question. It is made here, kept here, and used once. */
export interface Secrets {
  state: string;
  nonce: string;
  codeVerifier: string;
}

export interface Identity {
  issuer: string;
  subject: string;
  claims: Claims;
}

type Settings = NonNullable<Env['oidc']>;

@Injectable()
export class Issuer {
  private found: { config: Promise<oidc.Configuration>; atMs: number } | undefined;

  constructor(@Inject(ENV) private readonly env: Env) {}

  newSecrets(): Secrets {
    return { state: oidc.randomState(), nonce: oidc.randomNonce(), codeVerifier: oidc.randomPKCECodeVerifier() };
  }

  /** Where the person goes to say who they are. @throws DomainError sign_in_failed */
  async authorizationUrl({ state, nonce, codeVerifier }: Secrets): Promise<URL> {
    const { redirectUri, scopes } = this.settings();
    return this.attempt(async (config) =>
      oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: scopes,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }),
    );
  }

  /**
   * Turns the answer into who the person is: state, issuer, audience, nonce, times and signature of the id token hold, or nobody is.
   * @throws DomainError sign_in_failed, sign_in_refused
   */
  async redeem(search: string, { state, nonce, codeVerifier }: Secrets): Promise<Identity> {
    const answer = new URL(this.settings().redirectUri);
    answer.search = search;
    return this.attempt(async (config) => {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
      const tokens = await oidc.authorizationCodeGrant(config, answer, { ...checks, idTokenExpected: true });
      const claims = tokens.claims();
      if (!claims) throw new Error('There is no id token in the answer');
      const told = isNamed(claims) ? claims : await userInfo(config, tokens.access_token, claims.sub);
      return { issuer: claims.iss, subject: claims.sub, claims: told };
    });
  }

  private async attempt<T>(ask: (config: oidc.Configuration) => Promise<T>): Promise<T> {
    const settings = this.settings();
    try {
      return await ask(await this.configuration(settings));
    } catch (error) {
      if (error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied') {
        throw new DomainError('sign_in_refused', 'You were not signed in, as you or your account there wished.', {
          cause: error,
        });
      }
      throw signInFailed(error);
    }
  }

  private settings(): Settings {
    if (!this.env.oidc) throw new Error('There is no issuer');
    return this.env.oidc;
  }

  /** Those who ask at the same time share one question; one that failed is asked anew. */
  private async configuration(settings: Settings): Promise<oidc.Configuration> {
    const now = Date.now();
    if (this.found && now - this.found.atMs < KEEP_MS) return this.found.config;
    const found = { config: discover(settings), atMs: now };
    this.found = found;
    found.config.catch(() => {
      if (this.found === found) this.found = undefined;
    });
    return found.config;
  }
}

export const signInFailed = (cause?: unknown) =>
  new DomainError('sign_in_failed', 'Signing in did not work. Try again.', { cause });

function discover({ issuer, clientId, clientSecret }: Settings): Promise<oidc.Configuration> {
  const address = new URL(issuer);
  // The id token comes from the issuer itself over TLS; its signature is checked nevertheless.
  const execute = [oidc.enableNonRepudiationChecks];
  if (address.protocol === 'http:') execute.push(oidc.allowInsecureRequests);
  return oidc.discovery(address, clientId, {}, clientAuth(clientSecret), { execute, timeout: TIMEOUT_SECONDS });
}

/** As the issuer takes it; what it does not say is by the standard HTTP Basic. Without a secret PKCE alone stands for the client. */
function clientAuth(secret: string | undefined): oidc.ClientAuth {
  if (!secret) return oidc.None();
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}

const isNamed = ({ name, preferred_username, email }: Claims) => Boolean(name || preferred_username || email);

/** Most issuers keep names out of the id token. A name is no reason to turn anybody away: without it they are called otherwise. */
async function userInfo(config: oidc.Configuration, accessToken: string, subject: string): Promise<Claims> {
  if (!config.serverMetadata().userinfo_endpoint) return {};
  return oidc.fetchUserInfo(config, accessToken, subject).catch(() => ({}));
}
