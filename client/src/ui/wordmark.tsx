import { cn } from './cn.ts';

/** The lamp and the name. On a narrow header the lamp alone stands for both. */
export function Wordmark({ compact = false }: { compact?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold tracking-tight">
      <span aria-hidden className="size-2.5 rounded-full bg-safelight" />
      <span className={cn(compact && 'sr-only md:not-sr-only')}>Darkroom</span>
    </span>
  );
}
