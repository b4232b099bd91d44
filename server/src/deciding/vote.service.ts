/** Stopping together what develops. Whoever calls is in the room. */
import type { Generation, GenerationId, RoomId, User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { GenerationService } from '../generations/generation.service.ts';
import { GenerationsRepository } from '../generations/generations.repository.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { PresenceService } from '../rooms/presence.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Turns } from '../shared/turns.ts';
import { isMajority } from './majority.ts';
import { VotesRepository } from './votes.repository.ts';

type Vote = { roomId: RoomId; generationId: GenerationId; isOn: boolean };

@Injectable()
export class VoteService {
  /** As reactions: votes on one generation wait here, not each with a connection of Postgres. */
  private readonly turns = new Turns();

  constructor(
    private readonly votes: VotesRepository,
    private readonly repository: GenerationsRepository,
    private readonly generations: GenerationService,
    private readonly presence: PresenceService,
    private readonly feed: RoomFeed,
  ) {}

  /**
   * Takes a vote and stops the generation if it is enough: the author's or the host's word alone, or a majority of those present.
   * Counted when somebody votes, never when somebody leaves: a reload must not cost anybody their picture [DC5]. One that does not
   * develop is answered as it is.
   *
   * @throws DomainError generation_not_found
   */
  async vote(user: User, { roomId, generationId, isOn }: Vote): Promise<Generation> {
    const before = await this.find(generationId, roomId);
    if (before.status !== 'developing') return before;
    const people = await this.presence.people(roomId);
    const isHost = people.some(({ userId, role }) => userId === user.id && role === 'host');
    if (isOn && (isHost || before.author.id === user.id)) return this.generations.cancel(generationId);
    const isSet = await this.turns.take(generationId, () => this.votes.set(generationId, user.id, isOn));
    if (!isSet) return this.find(generationId, roomId);
    const generation = await this.find(generationId, roomId);
    await this.feed.publish(roomId, 'generation:voted', { generation });
    if (!isOn || !isMajority(generation.stopVotes, people)) return generation;
    return this.generations.stop(generationId);
  }

  private async find(id: GenerationId, roomId: RoomId): Promise<Generation> {
    const generation = await this.repository.find(id);
    if (generation?.roomId !== roomId) {
      throw new DomainError('generation_not_found', 'This prompt is not in this room.');
    }
    return generation;
  }
}
