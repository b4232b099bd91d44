/** The numbers of a server's English words, in their order: what another language's words must not lose. Pure. */
export const numbersIn = (message: string): string[] => message.match(/\d+(\.\d+)?/g) ?? [];

/** "… takes 1 to 100 steps": of whatever comes before it, a model's name with its version too, nothing is taken. */
export const rangeIn = (message: string): [min: string, max: string] | null => {
  const [, min, max] = /(\d+(?:\.\d+)?) to (\d+(?:\.\d+)?)/.exec(message) ?? [];
  return min && max ? [min, max] : null;
};
