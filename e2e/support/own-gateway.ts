/** A server with settings of its own beside the tested one, on the same data; what it makes the workers of the tested one develop. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppProcess } from '../../server/test/support/app-process.ts';
import { freePort } from '../../server/test/support/free-port.ts';

const SHARED = /^(DATABASE_URL|REDIS_URL|S3_\w+|TORCHSERVE_\w+)$/;

export interface OwnGateway {
  url: string;
  stop(): Promise<void>;
}

export async function ownGateway(settings: Record<string, string>): Promise<OwnGateway> {
  const shared = Object.entries(process.env).flatMap(([name, value]) =>
    SHARED.test(name) && value ? [[name, value]] : [],
  );
  if (shared.length === 0)
    throw new Error('The addresses of the tested Darkroom’s services are not set (DATABASE_URL, …)');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-gateway-'));
  const gateway = new AppProcess({
    script: 'main.js',
    env: { ...Object.fromEntries(shared), PORT: String(port), ...settings },
    logFile: path.join(folder, 'server.log'),
    ready: async () => ((await fetch(`${url}/api/health/ready`)).ok ? true : undefined),
  });
  await gateway.start();
  return {
    url,
    async stop() {
      await gateway.kill();
      fs.rmSync(folder, { recursive: true });
    },
  };
}
