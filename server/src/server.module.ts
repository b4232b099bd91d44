import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccessModule } from './access/access.module.ts';
import { ConfigModule } from './config/config.module.ts';
import { FeedModule } from './feed/feed.module.ts';
import { GalleryModule } from './gallery/gallery.module.ts';
import { AcceptingModule } from './generations/accepting.module.ts';
import { OperationsModule } from './operations/operations.module.ts';
import { SignOutModule } from './realtime/sign-out.module.ts';
import { DomainErrorFilter } from './shared/domain-error.filter.ts';
import { SharedModule } from './shared/shared.module.ts';

/** The gateway process: REST, Socket.IO and pages. */
@Module({
  imports: [
    ConfigModule,
    SharedModule,
    AccessModule,
    SignOutModule,
    OperationsModule,
    GalleryModule,
    AcceptingModule,
    FeedModule,
  ],
  providers: [{ provide: APP_FILTER, useClass: DomainErrorFilter }],
})
export class ServerModule {}
