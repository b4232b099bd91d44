/**
 * Socket.IO on this process: sessions are checked before a connection is accepted, and Redis carries events between gateways, so
 * that any number of them serve one room.
 */
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import type { ServerOptions } from 'socket.io';
import { ENV, type Env } from '../config/env.ts';
import { isAllowedOrigin } from '../sessions/origin.ts';
import { SessionService } from '../sessions/session.service.ts';
import { toDomainError } from '../shared/outage.ts';
import { Redis } from '../shared/redis.ts';
import type { RoomServer } from './room-socket.ts';

/** A prompt of 10,000 characters is 40 kB at the most; whoever sends more than this is cut off [AK4]. */
const MAX_MESSAGE_BYTES = 1_000_000;

export class RedisIoAdapter extends IoAdapter {
  private readonly env: Env;
  private readonly sessions: SessionService;
  private readonly redis: Redis;

  constructor(app: INestApplication) {
    super(app);
    this.env = app.get(ENV);
    this.sessions = app.get(SessionService);
    this.redis = app.get(Redis);
  }

  override createIOServer(port: number, options?: Partial<ServerOptions>): RoomServer {
    const server = super.createIOServer(port, {
      ...options,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, answer) => answer(null, isAllowedOrigin(request, this.env)),
    } as ServerOptions) as RoomServer;
    const [publisher, subscriber] = [this.redis.open('socket.io publish'), this.redis.open('socket.io subscribe')];
    void publisher.connect();
    void subscriber.connect();
    server.adapter(createAdapter(publisher, subscriber));
    // Facts published while Redis was away are gone: whoever is connected here must look again [RC2].
    let lost = false;
    subscriber.on('error', () => (lost = true));
    subscriber.on('ready', () => {
      if (lost) server.local.emit('feed:resync', {});
      lost = false;
    });
    server.use((socket, next) => {
      this.sessions.identify(socket.request.headers.cookie).then(
        (user) => {
          socket.data.user = user;
          socket.data.rooms = new Map();
          next();
        },
        (thrown: unknown) => next(new Error(toDomainError(thrown).code)),
      );
    });
    return server;
  }
}
