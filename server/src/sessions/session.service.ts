import { createHash, randomBytes } from 'node:crypto';
import { type Me, type User, UserId } from '@darkroom/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import { v7 as uuidv7 } from 'uuid';
import { ENV, type Env } from '../config/env.ts';
import { DomainError } from '../shared/domain-error.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { SessionsRepository } from './sessions.repository.ts';

const DAY_MS = 24 * 3600 * 1000;
export const SESSION_MS = 365 * DAY_MS;
/** A token that is older gets a successor, so that one which was copied once is soon of no use. */
const ROTATE_AFTER_MS = DAY_MS;
/** Another tab may be asking with the old one at this moment. */
const GRACE_MS = 60_000;

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

/** Who is this browser? A guest gives a name once and is known by a cookie [RM2]; others sign in, see sign-in/. */
@Injectable()
export class SessionService {
  constructor(
    private readonly repository: SessionsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Makes a guest and returns the token for the cookie: 256 random bits, kept here only as a hash.
   * @throws DomainError forbidden where guests are off [RM9]
   */
  async open(name: string): Promise<{ user: User; token: string }> {
    if (!this.env.guests) throw new DomainError('forbidden', 'Guests are not let in here. Sign in instead.');
    const token = newToken();
    const user: User = { id: UserId.parse(uuidv7()), name };
    await this.repository.create(user, hash(token), inAYear());
    return { user, token };
  }

  /** @throws DomainError unauthenticated */
  async identify(cookieHeader: string | undefined): Promise<Me> {
    const found = await this.peek(cookieHeader);
    if (found && (this.env.guests || !found.isGuest)) return found;
    throw new DomainError('unauthenticated', this.env.guests ? 'Give a name first.' : 'Sign in first.');
  }

  /** Whom the cookie names, a guest also where guests are off: who signs in keeps what was theirs [RM9]. */
  async peek(cookieHeader: string | undefined): Promise<Me | null> {
    const token = tokenOf(cookieHeader);
    return token ? this.repository.find(hash(token)) : null;
  }

  /** A session of this person's in place of the one that the cookie names: what somebody knew of that one is of no use any more [RM7]. */
  async exchange(cookieHeader: string | undefined, userId: UserId): Promise<string> {
    const old = tokenOf(cookieHeader);
    const token = newToken();
    await this.repository.exchange(old ? hash(old) : null, { userId, tokenHash: hash(token), expiresAt: inAYear() });
    return token;
  }

  /** The token that stands for the session from now on, if it is time for another. */
  async rotate(cookieHeader: string | undefined): Promise<string | null> {
    const token = tokenOf(cookieHeader);
    if (!token) return null;
    const next = newToken();
    const now = Date.now();
    const isRotated = await this.repository.replace(hash(token), hash(next), {
      madeBefore: new Date(now - ROTATE_AFTER_MS),
      oldExpiresAt: new Date(now + GRACE_MS),
      newExpiresAt: inAYear(),
    });
    return isRotated ? next : null;
  }

  /** Forgets the session that the cookie names. Answers with whose it was. */
  async close(cookieHeader: string | undefined): Promise<UserId | null> {
    const token = tokenOf(cookieHeader);
    return token ? this.repository.delete(hash(token)) : null;
  }

  /** Of these people, those who are in with some browser. */
  ownersAmong(userIds: UserId[]): Promise<Set<UserId>> {
    return this.repository.ownersAmong(userIds);
  }

  /** Forgets the person in every browser. */
  async closeAll(user: User): Promise<void> {
    await this.repository.deleteAll(user.id);
  }
}

const inAYear = () => new Date(Date.now() + SESSION_MS);
const newToken = () => randomBytes(32).toString('base64url');
const tokenOf = (cookieHeader: string | undefined) => parseCookie(cookieHeader ?? '')[SESSION_COOKIE];
