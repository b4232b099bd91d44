import { DepartureRequest, type User } from '@darkroom/protocol';
import { Body, Controller, Delete, Get, HttpCode, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RoomFeed } from '../realtime/room-feed.ts';
import { CurrentUser } from '../sessions/current-user.ts';
import { SessionCookie } from '../sessions/session-cookie.ts';
import { DomainError } from '../shared/domain-error.ts';
import { parse } from '../shared/parse.ts';
import { SecurityLog } from '../shared/security-log.ts';
import { sendZip } from '../storage/zip.ts';
import { DeparturesRepository } from './departures.repository.ts';
import { ExportService } from './export.service.ts';

/** What is a person's own to take, and to take back. */
@Controller('api/me')
export class PersonalDataController {
  constructor(
    private readonly exports: ExportService,
    private readonly departures: DeparturesRepository,
    private readonly feed: RoomFeed,
    private readonly cookie: SessionCookie,
    private readonly security: SecurityLog,
  ) {}

  @Get('export')
  async export(@CurrentUser() user: User, @Res() response: Response): Promise<void> {
    const day = new Date().toISOString().slice(0, 10);
    await sendZip(this.exports.entries(user), `darkroom-${day}.zip`, response);
  }

  /** From the answer on nobody is this person. Workers take away the rest within seconds [MD3]. */
  @Delete()
  @HttpCode(202)
  async delete(
    @CurrentUser() user: User,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Record<string, never>> {
    const { pictures, name } = parse(DepartureRequest, body);
    if (name !== user.name) throw new DomainError('name_invalid', 'That is not your name.');
    await this.departures.begin({ userId: user.id, pictures });
    this.feed.disconnect(user.id);
    this.security.happened('signed_out', { userId: user.id, address: request.ip });
    this.cookie.clear(request, response);
    return {};
  }
}
