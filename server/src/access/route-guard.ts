import type { User } from '@darkroom/protocol';
import { type CanActivate, type ExecutionContext, Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ClientAddress } from '../limits/client-address.ts';
import { Limits } from '../limits/limits.ts';
import type { AskedBy } from '../sessions/current-user.ts';
import { SessionService } from '../sessions/session.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { SecurityLog } from '../shared/security-log.ts';
import { Access } from './access.ts';
import { assertRules, ROUTE_RULES, type RouteRule } from './rules.ts';

/** Stands before every route and holds its rule; who asks is on the request as `me` from then on. */
@Injectable()
export class RouteGuard implements CanActivate, OnModuleInit {
  private readonly rules = new Map<unknown, RouteRule>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly sessions: SessionService,
    private readonly access: Access,
    private readonly limits: Limits,
    private readonly addresses: ClientAddress,
    private readonly security: SecurityLog,
  ) {}

  /** Refuses to start when a route has no rule. */
  onModuleInit(): void {
    const routes = this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? this.routesOf(metatype) : []));
    assertRules(
      'Routes',
      routes.map(({ name }) => name),
      ROUTE_RULES,
    );
    for (const { name, handler } of routes) this.rules.set(handler, ROUTE_RULES[name] as RouteRule);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Commands of Socket.IO have a guard of their own, which answers by ack.
    if (context.getType() !== 'http') return true;
    const rule = this.rules.get(context.getHandler());
    if (!rule) throw new DomainError('forbidden', 'Nobody may do that.');
    const request = context.switchToHttp().getRequest<AskedBy>();
    const address = this.addresses.of(request);
    try {
      await this.hold(rule, request, address);
    } catch (thrown) {
      this.noteRefusal(thrown, request, address);
      throw thrown;
    }
    return true;
  }

  private async hold({ who, limit }: RouteRule, request: AskedBy, address: string): Promise<void> {
    if (who === 'operator') return this.access.assertOperator(request.headers.authorization);
    if (who !== 'public') request.me = await this.sessions.identify(request.headers.cookie);
    const user = request.me?.user;
    if (limit) await this.limits.take(limit, { userId: user?.id, address });
    if (who !== 'public') await this.access.assertRoute(who, user as User, request.params);
  }

  private noteRefusal(thrown: unknown, request: AskedBy, address: string): void {
    if (!(thrown instanceof DomainError) || thrown.status >= 500) return;
    // Who has no cookie has not come in yet: every first visit begins so.
    if (thrown.code === 'unauthenticated' && !request.headers.cookie) return;
    // The route's own name, for the path may hold a room's link.
    const what = `${request.method} ${request.route?.path ?? ''}`;
    this.security.refused(thrown.code, { userId: request.me?.user.id, address, what });
  }

  private routesOf(controller: { prototype: object } | object) {
    const prototype = (controller as { prototype: Record<string, object> }).prototype;
    return this.scanner.getAllMethodNames(prototype).flatMap((key) => {
      const handler = prototype[key] as object;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const path = [controller, handler].map((part) => Reflect.getMetadata(PATH_METADATA, part) as string | string[]);
      const name = `${RequestMethod[method]} /${path
        .flatMap((part) => String(part).split('/'))
        .filter(Boolean)
        .join('/')}`;
      return { name, handler };
    });
  }
}
