/** What a room is called until somebody calls it something else. */
export const roomNameOf = (hostName: string): string => `${hostName}’s room`;

/** What such a room is called when its host's name is not to be anywhere any more [MD3]. */
export const NAMELESS_ROOM = 'A room';
