/** A file that somebody brings to a room. */
import fs from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Person } from './person.ts';

/** A PNG that says nothing of how it was made. */
export const APPLE = fs.readFileSync(path.join(import.meta.dirname, '../../torchserve/builtin/references/apple.png'));

export const pick = (person: Person, name: string, buffer: Buffer, mimeType = 'image/png') =>
  person.page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });

export async function drop(person: Person, name: string, bytes: Buffer): Promise<void> {
  const file = { name, base64: bytes.toString('base64') };
  const dataTransfer = await person.page.evaluateHandle(({ name, base64 }) => {
    const transfer = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    transfer.items.add(new File([content], name, { type: 'image/png' }));
    return transfer;
  }, file);
  await person.page.dispatchEvent('main', 'dragover', { dataTransfer });
  await expect(person.page.getByText('Drop the picture to bring it here')).toBeVisible();
  await person.page.dispatchEvent('main', 'drop', { dataTransfer });
}
