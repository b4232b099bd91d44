/**
 * Shows out whoever is no member any more [RL3], and whoever is signed out [RM6]. Every gateway is told of a change by Redis and looks at
 * the row itself; and because Redis may have been away at that moment, it looks after all its connections every few seconds.
 */
import type { RoomId, UserId } from '@darkroom/protocol';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { Standing } from '../access/access.repository.ts';
import { refusalOf } from '../access/refusals.ts';
import { Standings } from '../access/standings.ts';
import { channelOf, type RoomServer, type RoomSocket } from '../realtime/room-socket.ts';
import { SessionService } from '../sessions/session.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Log } from '../shared/log.ts';

const LOOK_EVERY_MS = 5_000;

@WebSocketGateway()
@Injectable()
export class RoomDoors implements OnGatewayInit<RoomServer>, OnModuleDestroy {
  private server: RoomServer | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(
    private readonly standings: Standings,
    private readonly sessions: SessionService,
    private readonly log: Log,
  ) {}

  afterInit(server: RoomServer): void {
    this.server = server;
    server.on('standing:changed', (roomId, userId) => void this.lookAt(roomId, userId));
    this.timer = setInterval(() => void this.lookAtAll(), LOOK_EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** `userId` null: at everybody in the room. */
  private async lookAt(roomId: RoomId, userId: UserId | null): Promise<void> {
    const ids = this.server?.sockets.adapter.rooms.get(channelOf(roomId)) ?? [];
    const sockets = [...ids].flatMap((id) => this.server?.sockets.sockets.get(id) ?? []);
    for (const [who, theirs] of Map.groupBy(sockets, (socket) => socket.data.user.id)) {
      if (userId !== null && who !== userId) continue;
      try {
        const standing = await this.standings.ofNow(roomId, who);
        for (const socket of theirs) settle(socket, roomId, standing);
      } catch (error) {
        this.log.warn({ roomId, reason: String(error) }, 'A change of role is looked at again in a moment');
      }
    }
  }

  private async lookAtAll(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      const sockets = [...(this.server?.sockets.sockets.values() ?? [])].filter(({ data }) => data.user);
      const owners = await this.sessions.ownersAmong([...new Set(sockets.map(({ data }) => data.user.id))]);
      for (const socket of sockets) if (!owners.has(socket.data.user.id)) socket.disconnect(true);
      const open = sockets.flatMap((socket) =>
        [...(socket.data.rooms?.keys() ?? [])].map((roomId) => ({ socket, roomId, userId: socket.data.user.id })),
      );
      const standings = await this.standings.ofAll(open);
      for (const [i, { socket, roomId }] of open.entries()) settle(socket, roomId, standings[i] ?? null);
    } catch (error) {
      this.log.debug({ reason: String(error) }, 'Who may stay could not be asked');
    } finally {
      this.isLooking = false;
    }
  }
}

/** The page is told why before its connection is closed: it does not come back by itself. */
function settle(socket: RoomSocket, roomId: RoomId, standing: Standing): void {
  // It may have left meanwhile.
  if (!socket.data.rooms.has(roomId)) return;
  if (standing !== null && standing !== 'removed') return void socket.data.rooms.set(roomId, standing);
  const error = standing ? refusalOf(standing) : new DomainError('room_deleted', 'This room was deleted by its host.');
  socket.emit('room:closed', { roomId, error: error.toWire() });
  socket.disconnect(true);
}
