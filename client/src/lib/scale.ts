/** How large a picture is shown. Pure; sizes in CSS pixels but where said otherwise. */
export type Size = { width: number; height: number };

/** Pictures of the small models are shown in whole multiples with hard edges; a larger one would only look broken by that. */
const SMALL_EDGE = 256;
export const isSmall = ({ width, height }: Size) => Math.max(width, height) <= SMALL_EDGE;

/** True: one pixel of the picture on one of the screen. */
export const trueSize = ({ width, height }: Size, pixelRatio: number): Size => ({
  width: width / pixelRatio,
  height: height / pixelRatio,
});

/** Fitted: as large as the place allows, but no photograph beyond its own pixels, and small ones only in whole multiples. */
export function fittedSize(picture: Size, place: Size, pixelRatio: number): Size {
  const room = Math.min((place.width * pixelRatio) / picture.width, (place.height * pixelRatio) / picture.height);
  const scale =
    isSmall(picture) && room >= 1
      ? Math.floor(room)
      : Math.min(room, isSmall(picture) ? room : Math.max(1, pixelRatio));
  return trueSize({ width: picture.width * scale, height: picture.height * scale }, pixelRatio);
}
