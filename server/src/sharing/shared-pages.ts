import type { PageData } from '@darkroom/protocol';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ShareService } from './share.service.ts';

/** The same name in client/src/lib/page-data.ts. */
const PAGE_DATA = Symbol.for('darkroom.page-data');

/**
 * Lets the share page of this process ask for its picture: a page that is made on the server cannot be handed anything by who
 * calls Next, and asking over HTTP would count all visitors as one.
 */
@Injectable()
export class SharedPages implements OnModuleInit {
  constructor(private readonly shares: ShareService) {}

  onModuleInit(): void {
    const data: PageData = { sharedPicture: (slug) => this.shares.open(slug) };
    Object.assign(globalThis, { [PAGE_DATA]: data });
  }
}
