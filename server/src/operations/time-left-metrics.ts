import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Forecasts } from '../queue/forecasts.ts';

/** How far off the times left are, over all gateways and workers. Read when it is asked for. */
@Injectable()
export class TimeLeftMetrics {
  constructor(registry: Registry, forecasts: Forecasts) {
    new Gauge({
      name: 'darkroom_time_left_error',
      help: 'Median of |told - took| / took over the last hundred that waited; absent until one came true.',
      registers: [registry],
      async collect() {
        // A scrape while Redis is away shows everything else.
        const error = await forecasts.medianError().catch(() => null);
        if (error === null) this.reset();
        else this.set(error);
      },
    });
  }
}
