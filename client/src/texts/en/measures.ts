import { bytes, date, dateTime, daysAgo } from '../intl.ts';

/** Numbers with their units, and times. */
export const measures = {
  seconds: (n: number) => `${n} s`,
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  justNow: 'just now',
  minutesAgo: (n: number) => `${n} min ago`,
  hoursAgo: (n: number) => `${n} h ago`,
  daysAgo: (n: number) => daysAgo(n, 'en'),
  date: (iso: string) => date(iso, 'en'),
  dateTime: (iso: string) => dateTime(iso, 'en'),
  bytes: (n: number) => bytes(n, 'en'),
};
