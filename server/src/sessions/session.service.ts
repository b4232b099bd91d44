import { createHash, randomBytes } from 'node:crypto';
import { type User, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '../shared/domain-error.ts';
import { SessionsRepository } from './sessions.repository.ts';

export const SESSION_COOKIE = 'darkroom_session';
export const SESSION_MS = 365 * 24 * 3600 * 1000;

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

/** Who is this browser? A guest gives a name once and is known by a cookie [RM2]. */
@Injectable()
export class SessionService {
  constructor(private readonly repository: SessionsRepository) {}

  /** Makes a guest and returns the token for the cookie: 256 random bits, kept here only as a hash. */
  async open(name: string): Promise<{ user: User; token: string }> {
    const token = randomBytes(32).toString('base64url');
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

  async close(cookieHeader: string | undefined): Promise<void> {
    const token = tokenOf(cookieHeader);
    if (token) await this.repository.delete(hash(token));
  }
}

const tokenOf = (cookieHeader: string | undefined) => parseCookie(cookieHeader ?? '')[SESSION_COOKIE];
