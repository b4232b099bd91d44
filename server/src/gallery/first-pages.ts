import { type GalleryPage, GalleryQuery, RoomSlug } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.ts';
import { RoomService } from '../rooms/room.service.ts';
import { SessionService } from '../sessions/session.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { GalleryService } from './gallery.service.ts';

/** The first pictures of a room for the page that is made on the server, by the same rule as the route [GL1, GL8]. */
@Injectable()
export class FirstPages {
  constructor(
    private readonly sessions: SessionService,
    private readonly access: Access,
    private readonly rooms: RoomService,
    private readonly gallery: GalleryService,
  ) {}

  /** Null: whoever asks may not see it, or asks for what there is not; the page finds out why. */
  async find(slug: string, cookie: string | undefined, query: object): Promise<GalleryPage | null> {
    const asked = GalleryQuery.safeParse(query);
    if (!asked.success || !RoomSlug.safeParse(slug).success) return null;
    try {
      const { user } = await this.sessions.identify(cookie);
      await this.access.assertRoute('member', user, { slug });
      const room = await this.rooms.find(slug);
      return await this.gallery.page(room.id, user.id, asked.data);
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
