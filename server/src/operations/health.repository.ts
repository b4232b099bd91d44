import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

@Injectable()
export class HealthRepository {
  constructor(private readonly prisma: Prisma) {}

  async ping(): Promise<void> {
    await this.prisma.ping();
  }
}
