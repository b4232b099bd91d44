/** Where pictures lie, made here [PC1] and brought. The keys hold nothing but ids, so that a second attempt overwrites the first and leaves nothing behind. */

export type PictureKind = 'original' | 'thumbnail';

const EXTENSIONS = { original: 'png', thumbnail: 'webp' } as const;
const KINDS: Record<string, PictureKind> = { png: 'original', webp: 'thumbnail' };
export const CONTENT_TYPES = { original: 'image/png', thumbnail: 'image/webp' } as const;

const FILE = /^(0|[1-9]\d{0,3})\.(png|webp)$/;

export const roomPrefix = (roomId: string): string => `rooms/${roomId}/`;
export const generationPrefix = (roomId: string, generationId: string): string =>
  `${roomPrefix(roomId)}${generationId}/`;

export const objectKey = (roomId: string, generationId: string, index: number, kind: PictureKind): string =>
  `${generationPrefix(roomId, generationId)}${index}.${EXTENSIONS[kind]}`;

/** A picture that somebody brought. No generation is called so: their ids are UUIDs. */
export const uploadKey = (roomId: string, uploadId: string, kind: PictureKind): string =>
  `${roomPrefix(roomId)}uploads/${uploadId}.${EXTENSIONS[kind]}`;

/** The reverse of `uploadKey`. Null for anything else. */
export function parseUploadKey(key: string): { roomId: string; uploadId: string; kind: PictureKind } | null {
  const [, roomId, uploadId, extension] = /^rooms\/([^/]+)\/uploads\/([0-9a-f-]{36})\.(png|webp)$/.exec(key) ?? [];
  const kind = KINDS[extension ?? ''];
  return roomId && uploadId && kind ? { roomId, uploadId, kind } : null;
}

/** `0.png`, `3.webp`: the last part of a picture's key and of its link. Null for anything else. */
export function parsePictureFile(file: string): { index: number; kind: PictureKind } | null {
  const [, index, extension] = FILE.exec(file) ?? [];
  const kind = KINDS[extension ?? ''];
  return kind ? { index: Number(index), kind } : null;
}

/** The reverse of `objectKey`. Null for what is not a picture of ours. */
export function parseObjectKey(key: string) {
  const [, roomId, generationId, file] = /^rooms\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  const picture = parsePictureFile(file ?? '');
  return roomId && generationId && picture ? { roomId, generationId, ...picture } : null;
}
