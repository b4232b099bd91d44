import { DomainError } from '../shared/domain-error.ts';
import type { Standing } from './access.repository.ts';

/** What somebody meets who is no member: never, or no more. */
export const refusalOf = (standing: Exclude<Standing, 'host' | 'member' | 'viewer'>): DomainError =>
  standing === 'removed'
    ? new DomainError('removed', 'You were removed from this room by the host.')
    : new DomainError('not_member', 'Open the room first.');
