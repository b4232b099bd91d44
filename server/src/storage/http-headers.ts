/** Objects never change, so a browser that has one need not ask again [PC3]. Private: only members may see it [RM5]. */
export const IMMUTABLE = 'private, max-age=31536000, immutable';

/** `attachment` with a name in any script (RFC 6266): a plain one for old clients, the true one beside it. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
