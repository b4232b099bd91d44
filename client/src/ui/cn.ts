import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: {
    theme: {
      radius: ['control', 'picture'],
      color: ['on-accent', 'safelight', 'ground', 'surface', 'raised', 'line', 'text', 'muted', 'ok', 'warn'],
    },
  },
});

/** Class names, where the later one wins over an earlier one of the same kind. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes));
