/** Environment variables; one that is not set is undefined, never empty. */
export type Env = Record<string, string | undefined>;
