/** How what opens beside its trigger looks: popover, menu, tooltip. */
export const floatingStyles = 'z-50 animate-appear rounded-control border border-line bg-raised text-text';

/** Where a popover and a menu open: below, at the trigger's end, and never at the very edge of the window. */
export const floatingPlace = { align: 'end', sideOffset: 8, collisionPadding: 12 } as const;
