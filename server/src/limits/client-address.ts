import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';
import { ENV, type Env } from '../config/env.ts';

/**
 * Where a request comes from, as limits count it. X-Forwarded-For is believed only as far as it was written by proxies of the list, so
 * nobody invents an address. Of IPv6 it is the first 64 bits: whoever has one of them has all the others.
 */
@Injectable()
export class ClientAddress {
  private readonly isTrusted: ReturnType<typeof proxyAddr.compile>;

  constructor(@Inject(ENV) env: Pick<Env, 'trustProxy'>) {
    this.isTrusted = proxyAddr.compile(env.trustProxy);
  }

  of(request: IncomingMessage): string {
    const text = proxyAddr(request, this.isTrusted);
    if (!ipaddr.isValid(text)) return 'unknown';
    const address = ipaddr.process(text);
    return address instanceof ipaddr.IPv6
      ? `${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`
      : address.toString();
  }
}
