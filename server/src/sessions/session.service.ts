import { createHash, randomBytes } from 'node:crypto';
import { type User, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import { v7 as uuidv7 } from 'uuid';
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

/** Who is this browser? A guest gives a name once and is known by a cookie [RM2]. */
@Injectable()
export class SessionService {
  constructor(private readonly repository: SessionsRepository) {}

  /** Makes a guest and returns the token for the cookie: 256 random bits, kept here only as a hash. */
  async open(name: string): Promise<{ user: User; token: string }> {
    const token = newToken();
    const user: User = { id: UserId.parse(uuidv7()), name };
    await this.repository.create(user, hash(token), new Date(Date.now() + SESSION_MS));
    return { user, token };
  }

  /** @throws DomainError unauthenticated */
  async identify(cookieHeader: string | undefined): Promise<User> {
    const token = tokenOf(cookieHeader);
    const user = token ? await this.repository.findUser(hash(token)) : null;
    if (!user) throw new DomainError('unauthenticated', 'Give a name first.');
    return user;
  }

  async rename(user: User, name: string): Promise<User> {
    await this.repository.rename(user.id, name);
    return { ...user, name };
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
      newExpiresAt: new Date(now + SESSION_MS),
    });
    return isRotated ? next : null;
  }

  /** Forgets the session that the cookie names. Answers with whose it was. */
  async close(cookieHeader: string | undefined): Promise<UserId | null> {
    const token = tokenOf(cookieHeader);
    return token ? this.repository.delete(hash(token)) : null;
  }

  /** Forgets the person in every browser. */
  async closeAll(user: User): Promise<void> {
    await this.repository.deleteAll(user.id);
  }
}

const newToken = () => randomBytes(32).toString('base64url');
const tokenOf = (cookieHeader: string | undefined) => parseCookie(cookieHeader ?? '')[SESSION_COOKIE];
