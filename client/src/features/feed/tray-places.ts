/**
 * Who lies where in the tray: whoever develops keeps the place that they had, and a new one takes the place of one that is
 * finished, so that nothing in the tray moves aside. Pure.
 */
export function placesInTray(
  before: string[],
  developing: readonly string[],
  isFinished: (id: string) => boolean,
): string[] {
  const newcomers = developing.filter((id) => !before.includes(id));
  const places = before.flatMap((id) => {
    if (developing.includes(id)) return [id];
    const next = newcomers.shift();
    if (next) return [next];
    return isFinished(id) ? [id] : [];
  });
  return [...places, ...newcomers];
}
