import { randomBytes } from 'node:crypto';
import { type SignInOptions, UserId } from '@darkroom/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { SessionService } from '../sessions/session.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { IdentitiesRepository } from './identities.repository.ts';
import { Issuer } from './issuer.ts';
import { nameOf } from './name-of.ts';
import { type OpenSignIn, OpenSignIns } from './open-sign-ins.ts';

const BROWSER = /^[A-Za-z0-9_-]{43}$/;

/** Signing in at the issuer: there and back [RM7]. */
@Injectable()
export class SignInService {
  constructor(
    private readonly issuer: Issuer,
    private readonly open: OpenSignIns,
    private readonly identities: IdentitiesRepository,
    private readonly sessions: SessionService,
    private readonly feed: RoomFeed,
    @Inject(ENV) private readonly env: Env,
  ) {}

  options(): SignInOptions {
    return { guests: this.env.guests, signIn: this.env.oidc ? { label: this.env.oidc.label } : null };
  }

  /** @throws DomainError not_found where nobody can sign in */
  assertOffered(): void {
    if (!this.env.oidc) throw new DomainError('not_found', 'There is nothing here.');
  }

  /**
   * Where to send the person, and the secret by which their browser is known when they come back. A browser keeps its secret, so that
   * two tabs may sign in beside each other. @throws DomainError sign_in_failed
   */
  async begin(known: string | undefined, to: string): Promise<{ url: URL; browser: string }> {
    const browser = known && BROWSER.test(known) ? known : randomBytes(32).toString('base64url');
    const secrets = this.issuer.newSecrets();
    const url = await this.issuer.authorizationUrl(secrets);
    await this.open.keep(browser, { ...secrets, to });
    return { url, browser };
  }

  /** The sign-in that this answer belongs to, for this one time. Null: there is none, any more or at all. */
  async find(browser: string | undefined, state: unknown): Promise<OpenSignIn | null> {
    return browser && typeof state === 'string' ? this.open.take(browser, state) : null;
  }

  /** Answers with the token of a new session. @throws DomainError sign_in_failed, sign_in_refused */
  async finish(
    open: OpenSignIn,
    search: string,
    cookieHeader: string | undefined,
  ): Promise<{ userId: UserId; token: string }> {
    const identity = await this.issuer.redeem(search, open);
    const before = await this.sessions.peek(cookieHeader);
    const visitor = before?.isGuest ? before.user.id : null;
    const userId = await this.identities.personOf(identity, visitor, nameOf(identity.claims));
    const token = await this.sessions.exchange(cookieHeader, userId);
    // Tabs that were opened as somebody else come back as who this is now.
    if (before && before.user.id !== userId) this.feed.disconnect(UserId.parse(before.user.id));
    return { userId, token };
  }
}
