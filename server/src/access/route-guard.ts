import type { User } from '@darkroom/protocol';
import { type CanActivate, type ExecutionContext, Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Request } from 'express';
import { ClientAddress } from '../limits/client-address.ts';
import { Limits } from '../limits/limits.ts';
import { SessionService } from '../sessions/session.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Access } from './access.ts';
import { assertRules, ROUTE_RULES, type RouteRule } from './rules.ts';

/** Stands before every route and holds its rule; who asks is on the request as `user` from then on. */
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
    const request = context.switchToHttp().getRequest<Request & { user?: User }>();
    if (rule.who === 'operator') {
      this.access.assertOperator(request.headers.authorization);
      return true;
    }
    if (rule.who !== 'public') request.user = await this.sessions.identify(request.headers.cookie);
    if (rule.limit) {
      await this.limits.take(rule.limit, { userId: request.user?.id, address: this.addresses.of(request) });
    }
    if (rule.who !== 'public') await this.access.assertRoute(rule.who, request.user as User, request.params);
    return true;
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
