import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Registry } from 'prom-client';

@Controller('api/metrics')
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  async show(@Res() response: Response): Promise<void> {
    response
      .set('Cache-Control', 'no-store')
      .type(this.registry.contentType)
      .send(await this.registry.metrics());
  }
}
