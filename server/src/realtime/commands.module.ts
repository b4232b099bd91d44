import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccessModule } from '../access/access.module.ts';
import { LimitsModule } from '../limits/limits.module.ts';
import { CommandCheck } from './command-check.ts';
import { CommandGate } from './command-gate.ts';

/** What a gateway's handlers stand behind. */
@Module({
  imports: [AccessModule, DiscoveryModule, LimitsModule],
  providers: [CommandGate, CommandCheck],
  exports: [CommandGate],
})
export class CommandsModule {}
