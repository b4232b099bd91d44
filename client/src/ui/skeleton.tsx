/** A place that something will fill: it keeps the room for it and does not move. */
export const Skeleton = ({ className }: { className: string }) => (
  <span aria-hidden className={`sheet block ${className}`} />
);

export const SheetSkeleton = () => (
  <div aria-hidden className="grid grid-cols-2 gap-1 md:grid-cols-4 lg:grid-cols-8">
    {Array.from({ length: 8 }, (_, n) => n).map((n) => (
      <Skeleton key={n} className="aspect-square" />
    ))}
  </div>
);
