/**
 * Joining a room: the socket hears the room's facts from then on, and is answered with a snapshot. In this order nothing falls
 * between the two. A connection that drops leaves all its rooms; the server remembers nothing of it.
 */
import type { CommandPayload, Role, RoomId, Snapshot } from '@darkroom/protocol';
import { type OnGatewayDisconnect, WebSocketGateway } from '@nestjs/websockets';
import { refusalOf } from '../access/refusals.ts';
import { Standings } from '../access/standings.ts';
import { CommandGate } from '../realtime/command-gate.ts';
import { isGone } from '../realtime/goodbye.ts';
import { On } from '../realtime/on.decorator.ts';
import { channelOf, type RoomSocket } from '../realtime/room-socket.ts';
import { PresenceService } from '../rooms/presence.service.ts';
import { RoomService } from '../rooms/room.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Log } from '../shared/log.ts';
import { Turns } from '../shared/turns.ts';
import { SnapshotService } from './snapshot.service.ts';

/** A page that is loaded again is back by then; less than the 5 s in which a closed one is gone. */
const RELOAD_MS = 3_500;
/** A network that fails for ten seconds, and the way back. */
const BREAK_MS = 13_000;
/** Its pings had no answer for ten seconds or more already. */
const AFTER_SILENCE_MS = 5_000;
/** This process stops, and sends its people to another. */
const MOVE_MS = 8_000;

@WebSocketGateway()
export class FeedGateway implements OnGatewayDisconnect {
  private readonly joining = new Turns();

  constructor(
    private readonly rooms: RoomService,
    private readonly presence: PresenceService,
    private readonly snapshots: SnapshotService,
    private readonly standings: Standings,
    private readonly log: Log,
    readonly gate: CommandGate,
  ) {}

  /** One at a time of a person: a snapshot of a busy room takes megabytes, and nobody needs a hundred of them at once. */
  @On('room:join')
  join(socket: RoomSocket, payload: CommandPayload<'room:join'>): Promise<Snapshot> {
    return this.joining.take(socket.data.user.id, () => this.enter(socket, payload));
  }

  private async enter(socket: RoomSocket, request: CommandPayload<'room:join'>): Promise<Snapshot> {
    if (socket.disconnected) throw new DomainError('unavailable', 'The connection was closed.');
    const { room } = await this.rooms.join(socket.data.user, request);
    const role = await this.admit(socket, room.id);
    await this.presence.enter(socket, room.id);
    // It may have gone while we asked: its leaving was before its entering.
    if (socket.disconnected) await this.presence.leave(socket, room.id);
    return this.snapshots.take(room, socket.data.user, role);
  }

  /** Who is removed at this moment was not in the room when all connections were told [RL3]: the row is asked once more. */
  private async admit(socket: RoomSocket, roomId: RoomId): Promise<Role> {
    const { user, rooms } = socket.data;
    rooms.set(roomId, rooms.get(roomId) ?? 'viewer');
    await socket.join(channelOf(roomId));
    const standing = await this.standings.ofNow(roomId, user.id);
    if (standing !== null && standing !== 'removed') {
      rooms.set(roomId, standing);
      return standing;
    }
    rooms.delete(roomId);
    await socket.leave(channelOf(roomId));
    throw refusalOf(standing);
  }

  async handleDisconnect(socket: RoomSocket, reason?: string): Promise<void> {
    for (const roomId of socket.data.rooms?.keys() ?? []) {
      await this.end(socket, roomId, reason).catch((error: unknown) => {
        this.log.debug({ roomId, reason: String(error) }, 'Presence will expire by itself');
      });
    }
  }

  /** Who signed out goes at once; who left the page may be about to load it again; who was cut off comes back if they can [RM4]. */
  private end(socket: RoomSocket, roomId: RoomId, reason?: string): Promise<void> {
    if (this.gate.isClosing) return this.presence.linger(socket, roomId, MOVE_MS);
    if (reason === 'server namespace disconnect') return this.presence.leave(socket, roomId);
    if (isGone(socket, reason)) return this.presence.linger(socket, roomId, RELOAD_MS);
    return this.presence.linger(socket, roomId, reason === 'ping timeout' ? AFTER_SILENCE_MS : BREAK_MS);
  }
}
