import { ApiError } from '../../lib/api.ts';
import { texts } from '../../texts/use-texts.ts';
import { toast } from '../../ui/toast.tsx';

/** Null, and a word about why, where it did not work. */
export async function attempt<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    toast(error instanceof ApiError ? error.message : texts().common.didNotWork);
    return null;
  }
}
