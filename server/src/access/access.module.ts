import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { LimitsModule } from '../limits/limits.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { AccessRepository } from './access.repository.ts';
import { Access } from './access.ts';
import { RouteGuard } from './route-guard.ts';
import { Standings } from './standings.ts';

/** Importing it puts the guard before every route of the application. */
@Module({
  imports: [DiscoveryModule, LimitsModule, SessionsModule],
  providers: [Access, AccessRepository, RouteGuard, Standings, { provide: APP_GUARD, useExisting: RouteGuard }],
  exports: [Access, Standings],
})
export class AccessModule {}
