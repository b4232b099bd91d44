/**
 * Socket.IO on this process: connections are counted and sessions checked before one is accepted, and Redis carries events between
 * gateways, so that any number of them serve one room.
 */
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import type { ServerOptions } from 'socket.io';
import { ENV, type Env } from '../config/env.ts';
import { ClientAddress } from '../limits/client-address.ts';
import { isAllowedOrigin } from '../sessions/origin.ts';
import { SessionService } from '../sessions/session.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { toDomainError } from '../shared/outage.ts';
import { Redis } from '../shared/redis.ts';
import { SecurityLog } from '../shared/security-log.ts';
import { onPageLeft } from './goodbye.ts';
import { OpenConnections } from './open-connections.ts';
import { channelOfPerson, type RoomServer, type RoomSocket } from './room-socket.ts';
import { dropSlowReader } from './slow-readers.ts';

/** A prompt of 10,000 characters is 40 kB at the most; whoever sends more than this is cut off [AK4]. */
const MAX_MESSAGE_BYTES = 1_000_000;

export class RedisIoAdapter extends IoAdapter {
  private readonly env: Env;
  private readonly sessions: SessionService;
  private readonly redis: Redis;
  private readonly security: SecurityLog;
  private readonly addresses: ClientAddress;
  private readonly byAddress: OpenConnections;
  private readonly byPerson: OpenConnections;

  constructor(app: INestApplication) {
    super(app);
    this.env = app.get(ENV);
    this.sessions = app.get(SessionService);
    this.redis = app.get(Redis);
    this.security = app.get(SecurityLog);
    this.addresses = app.get(ClientAddress);
    this.byAddress = new OpenConnections(this.env.maxSocketsPerAddress);
    this.byPerson = new OpenConnections(this.env.maxSocketsPerPerson);
  }

  override createIOServer(port: number, options?: Partial<ServerOptions>): RoomServer {
    const server = super.createIOServer(port, {
      ...options,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      // One that is open and says nothing is closed: until then it counts for its address alone.
      connectTimeout: 10_000,
      allowRequest: (request, answer) => {
        const refuse = (code: 'origin_refused' | 'too_many_connections') => {
          this.security.refused(code, { address: this.addresses.of(request), what: 'connect' });
          answer(code, false);
        };
        if (!isAllowedOrigin(request, this.env)) return refuse('origin_refused');
        if (this.byAddress.isFull(this.addresses.of(request))) return refuse('too_many_connections');
        answer(null, true);
      },
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
    server.engine.on('connection', (connection: RoomSocket['conn']) => {
      connection.once('close', this.byAddress.open(this.addresses.of(connection.request)));
    });
    server.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (thrown: unknown) => {
          const { code, status } = toDomainError(thrown);
          const { headers } = socket.request;
          // Who has no cookie has not come in yet.
          if (status < 500 && headers.cookie) {
            this.security.refused(code, { address: this.addresses.of(socket.request), what: 'connect' });
          }
          next(new Error(code));
        },
      );
    });
    return server;
  }

  /** @throws DomainError unauthenticated, too_many_connections */
  private async admit(socket: RoomSocket): Promise<void> {
    const { user } = await this.sessions.identify(socket.request.headers.cookie);
    if (this.byPerson.isFull(user.id)) throw new DomainError('too_many_connections', 'Close some tabs first.');
    const closed = this.byPerson.open(user.id);
    // It may go before it was ever connected.
    socket.conn.once('close', closed);
    // Leaving Socket.IO is no way to stay with a connection that counts for nobody.
    socket.once('disconnect', () => {
      closed();
      socket.conn.close();
    });
    await socket.join(channelOfPerson(user.id));
    const address = this.addresses.of(socket.request);
    socket.data = { user, address, rooms: new Map(), hasLeft: false };
    onPageLeft(socket.conn, () => {
      socket.data.hasLeft = true;
    });
    dropSlowReader(socket.conn, (unreadBytes) => {
      this.security.refused('slow_reader', { userId: user.id, address, what: `${unreadBytes} bytes unread` });
    });
  }
}
