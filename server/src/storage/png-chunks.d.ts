declare module 'png-chunks-extract' {
  /** @throws Error for what is not a PNG, ends early, or has a chunk whose CRC does not match. */
  export default function extractChunks(png: Uint8Array): { name: string; data: Uint8Array }[];
}
