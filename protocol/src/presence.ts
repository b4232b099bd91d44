import { z } from 'zod';
import { UserId } from './ids.ts';
import { Role } from './rooms.ts';

/** Somebody with the room open now, in however many tabs. Ordered by `since`. */
export const Person = z.object({ userId: UserId, name: z.string(), role: Role });
export type Person = z.infer<typeof Person>;
