import { z } from 'zod';
import { UploadId } from './ids.ts';

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/**
 * A picture that somebody brought, as it is kept: decoded, turned upright, at most 2048 px on its longer edge, encoded anew as PNG. Its
 * bytes: `/api/uploads/<id>/original.png`, its thumbnail's `/api/uploads/<id>/thumbnail.webp`.
 */
export const Upload = z.object({ id: UploadId, width: z.int(), height: z.int() });
export type Upload = z.infer<typeof Upload>;
