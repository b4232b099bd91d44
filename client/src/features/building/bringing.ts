/** A file on its way into the room: read for settings first, then sent. */
import { create } from 'zustand';
import { ApiError, api } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { focusPrompt } from '../../lib/draft.ts';
import { beginFromUpload } from '../../lib/origin.ts';
import { allTexts } from '../../texts/all-texts.ts';
import { toast } from '../../ui/toast.tsx';
import type { FileSettings } from './parameters.ts';

/** The contract's own bound, written again here because its constant would bring the whole of zod into the page. */
const MAX_BYTES = 10 * 1024 * 1024;

export type Choice = { file: File; settings: FileSettings };
type Bringing = { isSending: boolean; choice: Choice | null };

export const useBringing = create<Bringing>()(() => ({ isSending: false, choice: null }));

export const forgetChoice = () => useBringing.setState({ choice: null });

/** What says how it was made is asked about; anything else is what the next picture starts from. */
export async function take(file: File | undefined): Promise<void> {
  if (!file || useBringing.getState().isSending) return;
  if (file.type && !file.type.startsWith('image/')) return void toast(allTexts().building.notAPicture);
  // Read only by whoever brings something: the page is loaded without it.
  const readers = import('./file-settings.ts').catch(() => null);
  const [read, bytes] = await Promise.all([
    readers,
    file
      .slice(0, MAX_BYTES)
      .arrayBuffer()
      .catch(() => null),
  ]);
  if (!read) return void toast(allTexts().errors.unreachable);
  if (!bytes) return void toast(allTexts().common.didNotWork);
  const settings = await read.settingsOfFile(new Uint8Array(bytes));
  if (settings) useBringing.setState({ choice: { file, settings } });
  else await send(file);
}

export async function send(file: File): Promise<void> {
  const slug = useFeed.getState().room?.slug;
  forgetChoice();
  if (!slug) return;
  if (file.size > MAX_BYTES) return void toast(allTexts().building.tooLarge);
  useBringing.setState({ isSending: true });
  try {
    const { id } = await api.bring(slug, file);
    beginFromUpload(id);
    toast(allTexts().building.brought);
    focusPrompt();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
  } finally {
    useBringing.setState({ isSending: false });
  }
}
