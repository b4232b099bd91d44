/** Where things lie in a checkout. Nothing here touches the disk. */
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const PYTHON = path.join(ROOT, '.venv', 'bin', 'python');
export const NODE_MODULES = path.join(ROOT, 'node_modules');

export const inRoot = (...parts: string[]) => path.join(ROOT, ...parts);
/** An executable that a package brought along. */
export const bin = (name: string) => path.join(NODE_MODULES, '.bin', name);
