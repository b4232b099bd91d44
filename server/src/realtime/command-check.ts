import { COMMANDS } from '@darkroom/protocol';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { assertRules, COMMAND_RULES } from '../access/rules.ts';
import { COMMAND } from './on.decorator.ts';

/**
 * Refuses to start when a command of the protocol has no handler, or two: it would be left unanswered, or done twice. And when one has
 * no rule, also where the types were not asked.
 */
@Injectable()
export class CommandCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const handled = this.discovery.getProviders().flatMap(({ instance }) => this.commandsOf(instance));
    assertRules('Commands', [...new Set([...Object.keys(COMMANDS), ...handled])], COMMAND_RULES);
    const faults = Object.keys(COMMANDS)
      .map((command) => ({ command, handlers: handled.filter((name) => name === command).length }))
      .filter(({ handlers }) => handlers !== 1);
    if (faults.length === 0) return;
    throw new Error(
      `Commands need one handler each: ${faults.map((f) => `${f.command} has ${f.handlers}`).join(', ')}`,
    );
  }

  private commandsOf(instance: unknown): string[] {
    const prototype = instance && typeof instance === 'object' ? Object.getPrototypeOf(instance) : null;
    if (!prototype) return [];
    return this.scanner
      .getAllMethodNames(prototype)
      .map((method) => prototype[method])
      .filter((method): method is object => typeof method === 'function')
      .map((method) => Reflect.getMetadata(COMMAND, method) as string | undefined)
      .filter((command) => command !== undefined);
  }
}
