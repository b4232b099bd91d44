/**
 * `npm run generate -- "a red apple"`: one prompt from the command line, against a running Darkroom.
 * Status 0 only when every picture was stored and fetched back with the sha256 that the server recorded; 1 when it failed or was
 * refused; 130 when Ctrl-C cancelled it.
 */
import type { CommandInput, ModelStatus } from '@darkroom/protocol';
import { Command, InvalidArgumentError } from 'commander';
import { v7 as uuidv7 } from 'uuid';
import { describe, Failure } from './failure.ts';
import { connected, develop } from './generate/develop.ts';
import { enter } from './generate/guest.ts';
import { savePictures } from './generate/pictures.ts';
import { barReport, jsonReport, type Report } from './generate/report.ts';
import { ask, type Connection, connect, Http } from './generate/wire.ts';
import { readSettings } from './settings.ts';

interface Options {
  room?: string;
  steps?: number;
  seed?: number;
  negative: string;
  size?: { width: number; height: number };
  model?: string;
  guidance?: number;
  count: number;
  out?: string;
  json?: boolean;
  url?: string;
}

const CANCELLED = 130;

const program = new Command('npm run generate --')
  .description('Develops a prompt in a running Darkroom and saves the picture.')
  .argument('<prompt>', 'what the picture shows')
  .option('--room <slug>', 'room, by its link or its 22 characters (default: one of its own)')
  .option('--steps <n>', 'denoising steps', number)
  .option('--seed <n>', 'seed of the first picture (default: random)', number)
  .option('--negative <text>', 'what the picture should not show', '')
  .option('--size <WxH>', 'width and height in pixels, such as 128x128', size)
  .option('--model <name>', 'model (default: the first that is ready)')
  .option('--guidance <g>', 'guidance scale', number)
  .option('--count <n>', 'number of pictures, 1 to 4', number, 1)
  .option('--out <file>', 'file to save to (default: named after the prompt)')
  .option('--json', 'one JSON object a line for each event, the last "finished"')
  .option('--url <url>', 'address of the Darkroom (default: http://localhost:$PORT)')
  .action(async (prompt: string, options: Options) => {
    const report = options.json ? jsonReport() : barReport();
    try {
      process.exit(await generate(prompt, options, report));
    } catch (error) {
      report.close();
      if (options.json) console.log(JSON.stringify({ event: 'error', message: describe(error) }));
      else console.error(describe(error));
      process.exit(1);
    }
  });

async function generate(prompt: string, options: Options, report: Report): Promise<number> {
  const { home, port } = readSettings();
  const http = new Http(new URL(options.url ?? `http://localhost:${port}`).origin);
  const slug = await enter(http, home, options.room);
  const socket = connect(http);
  await connected(socket, http.url);
  const { room, models } = await ask(socket, 'room:join', { slug });
  const request = requestFor(prompt, options, room.id, chooseModel(models, options.model));
  cancelOnInterrupt(socket, request);
  const generation = await develop(socket, slug, request, report);
  socket.disconnect();
  if (generation.status === 'cancelled') {
    report.ended(generation, []);
    return CANCELLED;
  }
  if (generation.status !== 'finished') {
    report.ended(generation, []);
    throw new Failure(`It failed: ${generation.error?.message ?? 'no reason was given'}`);
  }
  report.ended(generation, await savePictures(http, generation, options.out));
  return 0;
}

function chooseModel(models: ModelStatus[], wanted: string | undefined): ModelStatus {
  const model = wanted ? models.find(({ name }) => name === wanted) : (models.find(({ ready }) => ready) ?? models[0]);
  if (model) return model;
  const known = models.map(({ name }) => name).join(', ');
  if (wanted && known) throw new Failure(`There is no model ${wanted}.`, `There is: ${known}`);
  throw new Failure(
    'The models are away: TorchServe does not answer.',
    'Wait a moment, or look at the log torchserve.log.',
  );
}

function requestFor(
  prompt: string,
  { negative, steps, guidance, size, seed, count }: Options,
  roomId: string,
  { name, defaults }: ModelStatus,
): CommandInput<'generation:request'> {
  return {
    id: uuidv7(),
    roomId,
    prompt,
    negativePrompt: negative,
    model: name,
    steps: steps ?? defaults.steps,
    guidanceScale: guidance ?? defaults.guidanceScale,
    width: size?.width ?? defaults.width,
    height: size?.height ?? defaults.height,
    seed: seed ?? null,
    count,
  };
}

/** The first Ctrl-C takes the prompt back and waits for the server's word; another one leaves at once. */
function cancelOnInterrupt(socket: Connection, { id, roomId }: { id: string; roomId: string }): void {
  const cancel = () => {
    process.once('SIGINT', () => process.exit(CANCELLED));
    ask(socket, 'generation:cancel', { roomId, generationId: id }).catch(() => process.exit(CANCELLED));
  };
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It has to be a number.');
  return value;
}

function size(text: string): { width: number; height: number } {
  const [, width, height] = /^(\d+)[x×](\d+)$/i.exec(text) ?? [];
  if (!width || !height) throw new InvalidArgumentError('Write it as WIDTHxHEIGHT, such as 128x128.');
  return { width: Number(width), height: Number(height) };
}

await program.parseAsync();
