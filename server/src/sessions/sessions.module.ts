import { Module } from '@nestjs/common';
import { SessionService } from './session.service.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionsRepository } from './sessions.repository.ts';

@Module({
  controllers: [SessionsController],
  providers: [SessionService, SessionsRepository],
  exports: [SessionService],
})
export class SessionsModule {}
