/** The few signs that the pages use, drawn here so that the first page loads no icon package. */
import type { ComponentProps } from 'react';

/** A sign of one line, on 20 by 20. */
export const icon = (path: string) => (props: ComponentProps<'svg'>) => (
  <svg
    viewBox="0 0 20 20"
    width="18"
    height="18"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    {...props}
  >
    <path d={path} />
  </svg>
);

export const CloseIcon = icon('M5 5l10 10M15 5L5 15');
export const PencilIcon = icon('M4 16l1-4L13.5 3.5l3 3L8 15l-4 1zM11.5 5.5l3 3');
export const LinkIcon = icon(
  'M8.5 11.5a3.5 3.5 0 0 0 5 0l2.5-2.5a3.5 3.5 0 0 0-5-5l-1 1M11.5 8.5a3.5 3.5 0 0 0-5 0L4 11a3.5 3.5 0 0 0 5 5l1-1',
);
export const SlidersIcon = icon('M4 6h6M14 6h2M4 14h2M10 14h6M12 4v4M8 12v4');
export const RetryIcon = icon('M4 10a6 6 0 1 1 2 4.5M4 15v-4h4');
export const DownloadIcon = icon('M10 3v9M6 8.5l4 4 4-4M4 16.5h12');
export const ShareIcon = icon('M10 12.5V3M6.5 6L10 2.5L13.5 6M5.5 9H4v8h12V9h-1.5');
export const ReuseIcon = icon('M4 8h9a3 3 0 0 1 0 6H8M7 5L4 8l3 3');
export const VariationIcon = icon(
  'M4 7h3c5 0 3 6 9 6M16 13l-2.5-2.5M16 13l-2.5 2.5M4 13h3c1.2 0 2-.4 2.5-1M12.5 8c.7-.6 1.6-1 3.5-1M16 7l-2.5-2.5M16 7l-2.5 2.5',
);
export const PictureIcon = icon('M3.5 4.5h13v11h-13zM3.5 13l3.5-3.5 3 3 2-2 4.5 4M12.5 8h.01');
export const TreeIcon = icon('M5 3.5v9a3 3 0 0 0 3 3h3M5 8h6M11 5.5h5v5h-5zM11 13h5v4h-5z');
export const LeftIcon = icon('M12 4l-6 6 6 6');
export const RightIcon = icon('M8 4l6 6-6 6');
export const ArrowUpIcon = icon('M10 16V4M5 9l5-5 5 5');
export const DownIcon = icon('M5 8l5 5 5-5');
export const LockIcon = icon('M5.5 9.5h9v6.5h-9zM7 9.5V7a3 3 0 0 1 6 0v2.5');
export const TrashIcon = icon('M4 6h12M8 6V4h4v2M5.5 6l.75 10h7.5L14.5 6');
export const PeopleIcon = icon(
  'M7.5 9.5a2.75 2.75 0 1 0 0-5.5a2.75 2.75 0 0 0 0 5.5M2.5 16a5 5 0 0 1 10 0M13 4.2a2.75 2.75 0 0 1 0 5.1M14.5 11.6a5 5 0 0 1 3 4.4',
);
export const PersonIcon = icon('M10 10a3.25 3.25 0 1 0 0-6.5a3.25 3.25 0 0 0 0 6.5M3.75 16.75a6.25 6.25 0 0 1 12.5 0');
export const HandIcon = icon(
  'M6 10.5V5.3a1.2 1.2 0 0 1 2.4 0V9V3.8a1.2 1.2 0 0 1 2.4 0V9V4.8a1.2 1.2 0 0 1 2.4 0V10V7.3a1.2 1.2 0 0 1 2.4 0V12a5 5 0 0 1-5 5a5.2 5.2 0 0 1-4.4-2.4L3.5 11.4a1.2 1.2 0 0 1 2-1.3z',
);
export const SearchIcon = icon('M9 15a6 6 0 1 0 0-12a6 6 0 0 0 0 12M13.5 13.5l3.5 3.5');
export const FilterIcon = icon('M3.5 5.5h13M6 10h8M8.5 14.5h3');
export const SortIcon = icon('M6 4v12M3 13l3 3 3-3M12 5.5h5M12 10h3.5M12 14.5h2');
export const CheckIcon = icon('M4.5 10.5l3.5 3.5 7.5-8');
export const SelectIcon = icon('M4 4h12v12H4zM7 10.2l2.2 2.2L13.2 8');
export const PinIcon = icon('M7.5 3h5l-.5 5 2.5 3h-9L8 8zM10 11v6');
