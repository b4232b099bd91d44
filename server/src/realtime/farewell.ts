/**
 * An orderly stop of this process, while it still has its connections to everything: nobody new comes in, what was asked is answered,
 * and its people are told to connect again, which leads them to another gateway [RC7].
 */
import { setImmediate as immediate } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import { CommandGate } from './command-gate.ts';
import type { RoomServer } from './room-socket.ts';

/** What hangs on a part that is away is not waited for; launchers kill after four seconds. */
const PATIENCE_MS = 2_000;

@WebSocketGateway()
@Injectable()
export class Farewell implements OnModuleDestroy {
  @WebSocketServer() private readonly sockets!: RoomServer;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly gate: CommandGate,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.host.httpAdapter.getHttpServer().close();
    await this.gate.close(PATIENCE_MS);
    // The framework sends the last answer some ticks after it was given.
    await immediate();
    this.sockets.local.disconnectSockets(true);
  }
}
