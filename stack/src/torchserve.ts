/** TorchServe with the models of DARKROOM_MODELS. `serve.py` lays out its run folder and then becomes the Java process. */
import path from 'node:path';
import type { Env } from './env.ts';
import { newLog } from './logs.ts';
import type { Parts } from './parts.ts';
import { inRoot, PYTHON } from './paths.ts';
import type { Ports } from './ports.ts';

interface Options {
  home: string;
  ports: Ports;
  parts: Parts;
  env: Env;
}

/** Ready when every model has a worker that has loaded it; `/ping` says so too early. */
export async function startTorchServe({ home, ports, parts, env }: Options): Promise<Env> {
  const inference = await ports.for('torchserve');
  const management = await ports.for('torchserve-management');
  const metrics = await ports.for('torchserve-metrics');
  const managementUrl = `http://127.0.0.1:${management}`;
  const addresses = ['--inference-port', inference, '--management-port', management, '--metrics-port', metrics];
  await parts.start({
    name: 'torchserve',
    layer: 'model',
    command: PYTHON,
    args: [inRoot('torchserve/serve.py'), '--home', path.join(home, 'torchserve'), ...addresses.map(String)],
    env,
    logFile: newLog(home, 'torchserve'),
    ready: () => allModelsReady(managementUrl),
    readyTimeoutMs: 180_000,
  });
  return { TORCHSERVE_URL: `http://127.0.0.1:${inference}`, TORCHSERVE_MANAGEMENT_URL: managementUrl };
}

interface ModelList {
  models: { modelName: string }[];
}
type ModelVersions = { workers: { status: string }[] }[];

async function allModelsReady(managementUrl: string): Promise<true | undefined> {
  const { models } = await get<ModelList>(`${managementUrl}/models`);
  for (const { modelName } of models) {
    const versions = await get<ModelVersions>(`${managementUrl}/models/${encodeURIComponent(modelName)}`);
    if (!versions.some(({ workers }) => workers.some(({ status }) => status === 'READY'))) return undefined;
  }
  return models.length > 0 ? true : undefined;
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
