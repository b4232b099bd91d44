/** Reactions, favourites, pins, and showing a picture to everybody. Whoever calls is in the room. */
import type { Marks, PictureMarks, PictureRef, ReactionKind, RoomId, SharedMarks, User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { RoomFeed } from '../realtime/room-feed.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Turns } from '../shared/turns.ts';
import { type MarkedPicture, MarksRepository } from './marks.repository.ts';

@Injectable()
export class MarksService {
  /** Reactions to one picture would only wait for each other in Postgres, and a crowd's take every connection that others need. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: MarksRepository,
    private readonly feed: RoomFeed,
  ) {}

  /**
   * Sets one reaction or takes it back. Told also when nothing changed: whoever repeats it had no answer, and then the room was
   * perhaps not told either.
   *
   * @throws DomainError not_found
   */
  async react(user: User, roomId: RoomId, picture: PictureRef, kind: ReactionKind, isOn: boolean): Promise<Marks> {
    const write = () => this.repository.react(roomId, picture, user.id, kind, isOn);
    if (!(await this.turns.take(`${picture.generationId} ${picture.index}`, write))) throw noPicture();
    const [found] = await this.repository.find(roomId, [picture], user.id);
    if (!found) throw noPicture();
    await this.feed.publish(roomId, 'picture:reacted', { ...shared(found), by: user.id, kinds: found.marks.mine });
    return found.marks;
  }

  /**
   * Makes a picture a favourite of this person alone, or none. Their other tabs hear of it, nobody else [DC3].
   *
   * @throws DomainError not_found
   */
  async favour(user: User, roomId: RoomId, picture: PictureRef, isOn: boolean): Promise<{ isFavourite: boolean }> {
    if (!(await this.repository.favour(roomId, picture, user.id, isOn))) throw noPicture();
    this.feed.signalPerson(user.id, 'picture:favoured', { roomId, ...picture, isFavourite: isOn });
    return { isFavourite: isOn };
  }

  /**
   * Pins or unpins for the room. Of a selection some may be deleted meanwhile: the others are pinned, and answered.
   *
   * @throws DomainError not_found when none of them is there
   */
  async pin(user: User, roomId: RoomId, pictures: PictureRef[], isPinned: boolean): Promise<PictureMarks[]> {
    await this.repository.pin(roomId, pictures, isPinned);
    const found = (await this.repository.find(roomId, pictures, user.id)).map(shared);
    if (found.length === 0) throw noPicture();
    await this.feed.publish(roomId, 'picture:pinned', { pictures: found });
    return found;
  }

  /**
   * Offers a picture to everybody in the room [DC7].
   *
   * @throws DomainError not_found
   */
  async show(by: User, roomId: RoomId, picture: PictureRef): Promise<void> {
    const prompt = await this.repository.promptOf(roomId, picture);
    if (prompt === null) throw noPicture();
    this.feed.signal(roomId, 'picture:shown', { roomId, by, ...picture, prompt });
  }
}

const noPicture = () => new DomainError('not_found', 'There is no such picture.');

/** Without what is one person's own. */
const shared = ({ generationId, index, marks }: MarkedPicture): PictureRef & SharedMarks => {
  const { revision, reactions, pinnedAt } = marks;
  return { generationId, index, revision, reactions, pinnedAt };
};
