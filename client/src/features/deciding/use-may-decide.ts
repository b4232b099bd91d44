import { useFeed } from '../../lib/connection.ts';

/** Viewers see everything and decide nothing. */
export const useMayDecide = () => useFeed(({ you }) => you !== null && you.role !== 'viewer');
