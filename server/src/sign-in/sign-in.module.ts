import { Module } from '@nestjs/common';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { IdentitiesRepository } from './identities.repository.ts';
import { Issuer } from './issuer.ts';
import { OpenSignIns } from './open-sign-ins.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInService } from './sign-in.service.ts';

@Module({
  imports: [RealtimeModule, SessionsModule],
  controllers: [SignInController],
  providers: [IdentitiesRepository, Issuer, OpenSignIns, SignInService],
})
export class SignInModule {}
