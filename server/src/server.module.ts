import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccessModule } from './access/access.module.ts';
import { ConfigModule } from './config/config.module.ts';
import { DecidingModule } from './deciding/deciding.module.ts';
import { FeedModule } from './feed/feed.module.ts';
import { GalleryModule } from './gallery/gallery.module.ts';
import { AcceptingModule } from './generations/accepting.module.ts';
import { LineageModule } from './lineage/lineage.module.ts';
import { OperationsModule } from './operations/operations.module.ts';
import { PersonalDataModule } from './personal-data/personal-data.module.ts';
import { CommandsModule } from './realtime/commands.module.ts';
import { Farewell } from './realtime/farewell.ts';
import { SignOutModule } from './realtime/sign-out.module.ts';
import { DomainErrorFilter } from './shared/domain-error.filter.ts';
import { SharedModule } from './shared/shared.module.ts';
import { SharingModule } from './sharing/sharing.module.ts';
import { SignInModule } from './sign-in/sign-in.module.ts';
import { UploadsModule } from './uploads/uploads.module.ts';
import { WritingModule } from './writing/writing.module.ts';

/** The gateway process: REST, Socket.IO and pages. */
@Module({
  imports: [
    ConfigModule,
    SharedModule,
    AccessModule,
    CommandsModule,
    SignInModule,
    SignOutModule,
    OperationsModule,
    GalleryModule,
    SharingModule,
    DecidingModule,
    LineageModule,
    UploadsModule,
    PersonalDataModule,
    AcceptingModule,
    WritingModule,
    FeedModule,
  ],
  // The module that depends on all others is destroyed first: its farewell comes while everything still answers.
  providers: [{ provide: APP_FILTER, useClass: DomainErrorFilter }, Farewell],
})
export class ServerModule {}
