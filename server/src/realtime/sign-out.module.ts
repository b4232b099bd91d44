import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { RealtimeModule } from './realtime.module.ts';
import { SignOutController } from './sign-out.controller.ts';

@Module({ imports: [RealtimeModule, SessionsModule], controllers: [SignOutController] })
export class SignOutModule {}
