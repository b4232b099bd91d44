import type { PageData } from '@darkroom/protocol';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FirstPages } from '../gallery/first-pages.ts';
import { ShareService } from './share.service.ts';

/** The same name in client/src/lib/page-data.ts. */
const PAGE_DATA = Symbol.for('darkroom.page-data');

/**
 * Lets the pages of this process ask for what they show first: a page that is made on the server cannot be handed anything by who
 * calls Next, and asking over HTTP would count all visitors as one.
 */
@Injectable()
export class SharedPages implements OnModuleInit {
  constructor(
    private readonly shares: ShareService,
    private readonly gallery: FirstPages,
  ) {}

  onModuleInit(): void {
    const data: PageData = {
      sharedPicture: (slug) => this.shares.open(slug),
      firstPictures: (...asked) => this.gallery.find(...asked),
    };
    Object.assign(globalThis, { [PAGE_DATA]: data });
  }
}
