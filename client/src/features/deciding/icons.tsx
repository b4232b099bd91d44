/** The five reactions and what else is decided about a picture, in the line of the other signs. */
import type { ReactionKind } from '@darkroom/protocol';
import type { ComponentType, SVGProps } from 'react';
import { icon } from '../../ui/icons.tsx';

type Icon = ComponentType<SVGProps<SVGSVGElement>>;

const FACE = 'M10 17a7 7 0 1 0 0-14a7 7 0 0 0 0 14';

export const REACTION_ICONS: Record<ReactionKind, Icon> = {
  heart: icon('M10 16.5S3.5 12.7 3.5 8.2A3.4 3.4 0 0 1 10 6.8a3.4 3.4 0 0 1 6.5 1.4c0 4.5-6.5 8.3-6.5 8.3z'),
  laugh: icon(`${FACE}M6.6 11h6.8a3.4 3.4 0 0 1-6.8 0zM7.4 8.3V8M12.6 8.3V8`),
  wow: icon(`${FACE}M10 14.2a1.7 1.9 0 1 0 0-3.8a1.7 1.9 0 0 0 0 3.8M7.4 8V7.7M12.6 8V7.7`),
  fire: icon(
    'M10 17.5a5 5 0 0 0 5-5c0-2.6-1.8-3.8-2.6-5.4C11.8 5.7 12 4 11 2.5c-.4 2.2-3.4 3.5-4.7 6C5.5 10 5 11 5 12.5a5 5 0 0 0 5 5zM10 17.5a2.2 2.2 0 0 1-2.2-2.2c0-1.5 1.6-2.1 2-3.6c1.2 1 2.4 2.1 2.4 3.6a2.2 2.2 0 0 1-2.2 2.2z',
  ),
  thumbs_up: icon(
    'M6.5 9v7.5H4V9h2.5zM6.5 9l3-6a1.7 1.7 0 0 1 1.7 1.7V8h4a1.5 1.5 0 0 1 1.5 1.8l-1 5.3a1.7 1.7 0 0 1-1.7 1.4H6.5',
  ),
};

/** In the order in which they stand. */
export const KINDS = Object.keys(REACTION_ICONS) as ReactionKind[];

export const StarIcon = icon('M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6z');
export const ShowIcon = icon(
  'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 1 0 0-4.4a2.2 2.2 0 0 0 0 4.4',
);
export const CompareIcon = icon('M10 2.5v15M3.5 5H7.5M3.5 5v10h4M12.5 5h4v10h-4');
