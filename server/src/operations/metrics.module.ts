import { Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** The process's one registry. Import this module, inject `Registry`, and hand it to your own metrics as `registers`. */
@Module({
  providers: [
    {
      provide: Registry,
      useFactory: () => {
        const registry = new Registry();
        collectDefaultMetrics({ register: registry });
        return registry;
      },
    },
  ],
  exports: [Registry],
})
export class MetricsModule {}
