/** A picture as a JPEG whose EXIF says something, as other tools write their settings into one. */
import sharp from 'sharp';

export const photoSaying = (picture: Buffer, comment: string): Promise<Buffer> =>
  sharp(picture)
    .jpeg()
    .withExif({ IFD2: { UserComment: comment } })
    .toBuffer();
