/** REST of the same origin. Every failure is an `ApiError` that says why in the chosen language; one that never reached it is retryable. */
import type {
  DepartureRequest,
  ErrorCode,
  GalleryFacets,
  GalleryPage,
  Lineage,
  MaybeShare,
  Me,
  MyRoom,
  PictureRef,
  Room,
  Share,
  ShareList,
  SignInOptions,
  Upload,
  User,
  WireError,
} from '@darkroom/protocol';
import { type Texts, texts } from '../texts/use-texts.ts';

export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Before then the same request is refused again. */
  readonly retryAfterMs: number;

  /** In English, with its details. */
  readonly serverMessage: string;
  /** The message in another language, should one be chosen while it stands. */
  readonly say: (texts: Texts) => string;

  constructor(error: WireError) {
    const say = ({ errors }: Texts) => (error === UNREACHABLE ? errors.unreachable : errors.explain(error));
    super(say(texts()));
    this.say = say;
    this.serverMessage = error.message;
    this.code = error.code;
    this.retryable = error.retryable;
    this.retryAfterMs = error.retryAfterMs ?? 0;
  }
}

export const UNREACHABLE: WireError = { code: 'unavailable', message: 'The server does not answer.', retryable: true };

const isWireError = (body: unknown): body is { error: WireError } =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object';

const isOk = (response: Response | null): response is Response => response?.ok === true;

async function send(method: string, path: string, body?: unknown): Promise<Response | null> {
  const init: RequestInit = { method, credentials: 'same-origin' };
  if (body !== undefined) {
    // A file goes as it is; the browser names its type.
    init.body = body instanceof Blob ? body : JSON.stringify(body);
    if (!(body instanceof Blob)) init.headers = { 'content-type': 'application/json' };
  }
  return fetch(`/api${path}`, init).catch(() => null);
}

async function refusal(response: Response | null): Promise<ApiError> {
  const answer: unknown = await response?.json().catch(() => null);
  return new ApiError(isWireError(answer) ? answer.error : UNREACHABLE);
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await send(method, path, body);
  if (!isOk(response)) throw await refusal(response);
  return (await response.json().catch(() => null)) as T;
}

export const api = {
  session: () => call<Me>('GET', '/session'),
  enter: (name: string) => call<Me>('POST', '/session', { name }),
  rename: (name: string) => call<{ user: User }>('PATCH', '/session', { name }).then((answer) => answer.user),
  signOut: () => call<null>('DELETE', '/session'),
  signOutEverywhere: () => call<null>('DELETE', '/sessions'),
  signInOptions: () => call<SignInOptions>('GET', '/sign-in/options'),
  share: (generationId: string, index: number) => call<Share>('PUT', `/images/${generationId}/${index}/share`),
  shareOf: (generationId: string, index: number) =>
    call<MaybeShare>('GET', `/images/${generationId}/${index}/share`).then((answer) => answer.share),
  unshare: (slug: string) => call<null>('DELETE', `/shares/${slug}`),
  myShares: () => call<ShareList>('GET', '/shares').then((answer) => answer.shares),
  depart: (request: DepartureRequest) => call<object>('DELETE', '/me', request),
  rooms: () => call<{ rooms: MyRoom[] }>('GET', '/rooms').then((answer) => answer.rooms),
  room: (slug: string) => call<Room>('GET', `/rooms/${encodeURIComponent(slug)}`),
  startRoom: (name?: string) => call<Room>('POST', '/rooms', name ? { name } : {}),
  bring: (slug: string, file: Blob) => call<Upload>('POST', `/rooms/${encodeURIComponent(slug)}/uploads`, file),
  lineage: ({ generationId, index }: PictureRef) => call<Lineage>('GET', `/images/${generationId}/${index}/lineage`),
  gallery: (slug: string, cursor: string | null, limit = 48, query: Record<string, string> = {}) => {
    const path = query.q ? 'gallery/search' : 'gallery';
    const params = new URLSearchParams({ ...query, limit: String(limit), ...(cursor ? { cursor } : {}) });
    return call<GalleryPage>('GET', `/rooms/${encodeURIComponent(slug)}/${path}?${params}`);
  },
  /** The picture with those before and behind it, in the order of the sheet. */
  around: (slug: string, picture: string, limit = 24) =>
    call<GalleryPage>(
      'GET',
      `/rooms/${encodeURIComponent(slug)}/gallery?${new URLSearchParams({ around: picture, limit: String(limit) })}`,
    ),
  /** The originals of these pictures as a zip. One that broke off on its way is none. */
  async zip(slug: string, pictures: string[]): Promise<Blob> {
    const body = { pictures: pictures.join(',') };
    const response = await send('POST', `/rooms/${encodeURIComponent(slug)}/gallery/zip`, body);
    if (!isOk(response)) throw await refusal(response);
    const blob = await response.blob().catch(() => null);
    if (!blob) throw new ApiError(UNREACHABLE);
    return blob;
  },
  facets: (slug: string) => call<GalleryFacets>('GET', `/rooms/${encodeURIComponent(slug)}/gallery/facets`),
};

/** A download: the browser reads it by itself. */
export const exportUrl = '/api/me/export';
export const uploadUrl = (uploadId: string) => `/api/uploads/${uploadId}/original.png`;
export const uploadThumbnailUrl = (uploadId: string) => `/api/uploads/${uploadId}/thumbnail.webp`;
export const thumbnailUrl = (generationId: string, index: number) => `/api/images/${generationId}/${index}.webp`;
export const originalUrl = (generationId: string, index: number) => `/api/images/${generationId}/${index}.png`;
export const downloadUrl = (generationId: string, index: number) => `${originalUrl(generationId, index)}?download`;
