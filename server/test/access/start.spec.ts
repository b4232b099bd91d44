/** Nothing starts that nobody wrote a rule for. */
import 'reflect-metadata';
import { COMMANDS, type Command } from '@darkroom/protocol';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { Access } from '../../src/access/access.ts';
import { RouteGuard } from '../../src/access/route-guard.ts';
import { assertRules, COMMAND_RULES } from '../../src/access/rules.ts';
import { ClientAddress } from '../../src/limits/client-address.ts';
import { Limits } from '../../src/limits/limits.ts';
import { CommandCheck } from '../../src/realtime/command-check.ts';
import { On } from '../../src/realtime/on.decorator.ts';
import { SessionService } from '../../src/sessions/session.service.ts';
import { SecurityLog } from '../../src/shared/security-log.ts';

/** Starts an application with these parts; those that a start does not ask stand empty. */
async function start(controllers: Type[], providers: Type[]) {
  const strangers = [SessionService, Access, Limits, ClientAddress, SecurityLog].map((provide) => ({
    provide,
    useValue: {},
  }));
  @Module({ imports: [DiscoveryModule], controllers, providers: [...providers, ...strangers] })
  class TestModule {}
  const app = await NestFactory.create(TestModule, { logger: false, abortOnError: false });
  await app.init().finally(() => app.close());
}

@Controller('api/rooms')
class Unruled {
  @Get()
  list() {
    return [];
  }

  @Post(':slug/secrets')
  tell() {
    return 'all of them';
  }
}

/** A handler whose command the types do not know. */
class Unasked {
  @On('room:burn' as Command)
  async burn() {
    return {} as never;
  }
}

describe('a start is refused', () => {
  it('when a route has no rule, and names it', async () => {
    const failure = start([Unruled], [RouteGuard]);
    await expect(failure).rejects.toThrow('POST /api/rooms/:slug/secrets has no rule');
    await expect(failure).rejects.not.toThrow('GET /api/rooms has no rule');
  });

  it('when a command has no rule, and names it', async () => {
    await expect(start([], [CommandCheck, Unasked])).rejects.toThrow('room:burn has no rule');
  });

  it('when a rule is for something that is not there', () => {
    expect(() => assertRules('Routes', [], { 'GET /api/gone': { who: 'public' } })).toThrow(
      'has a rule and is not there',
    );
  });
});

it('every command of the protocol has a rule', () => {
  expect(Object.keys(COMMAND_RULES).sort()).toEqual(Object.keys(COMMANDS).sort());
});
