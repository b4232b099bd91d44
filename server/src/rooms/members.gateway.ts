/** Commands about who is in a room, as what, and by which invites: hand on, nothing else. */
import type { CommandPayload, Invite, MadeInvite, Member } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { InviteService } from './invite.service.ts';
import { MembersService } from './members.service.ts';

@WebSocketGateway()
export class MembersGateway {
  constructor(
    private readonly members: MembersService,
    private readonly invites: InviteService,
    readonly gate: CommandGate,
  ) {}

  @On('people:list')
  async list(_: RoomSocket, { roomId }: CommandPayload<'people:list'>): Promise<{ members: Member[] }> {
    return { members: await this.members.list(roomId) };
  }

  @On('people:removed')
  async removed(_: RoomSocket, { roomId }: CommandPayload<'people:removed'>): Promise<{ members: Member[] }> {
    return { members: await this.members.removed(roomId) };
  }

  @On('person:set-role')
  setRole(_: RoomSocket, { roomId, userId, role }: CommandPayload<'person:set-role'>): Promise<Member> {
    return this.members.setRole(roomId, userId, role);
  }

  @On('person:remove')
  remove(socket: RoomSocket, { roomId, userId }: CommandPayload<'person:remove'>): Promise<Member> {
    return this.members.remove(socket.data.user, roomId, userId);
  }

  @On('person:readmit')
  readmit(_: RoomSocket, { roomId, userId }: CommandPayload<'person:readmit'>): Promise<Member> {
    return this.members.readmit(roomId, userId);
  }

  @On('invite:create')
  invite(socket: RoomSocket, request: CommandPayload<'invite:create'>): Promise<MadeInvite> {
    return this.invites.create(socket.data.user, request);
  }

  @On('invite:list')
  async listInvites(_: RoomSocket, { roomId }: CommandPayload<'invite:list'>): Promise<{ invites: Invite[] }> {
    return { invites: await this.invites.list(roomId) };
  }

  @On('invite:revoke')
  async revoke(_: RoomSocket, { roomId, inviteId }: CommandPayload<'invite:revoke'>): Promise<Record<string, never>> {
    await this.invites.revoke(roomId, inviteId);
    return {};
  }
}
