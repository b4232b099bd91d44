import { Module } from '@nestjs/common';
import { SessionService } from './session.service.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionsRepository } from './sessions.repository.ts';

@Module({
  controllers: [SessionsController],
  providers: [SessionCookie, SessionService, SessionsRepository],
  exports: [SessionCookie, SessionService],
})
export class SessionsModule {}
