import { bytes, date, dateTime, daysAgo } from '../intl.ts';
import type { Texts } from '../use-texts.ts';

export const measures: Texts['measures'] = {
  seconds: (n) => `${n} s`,
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  justNow: 'gerade eben',
  minutesAgo: (n) => `vor ${n} min`,
  hoursAgo: (n) => `vor ${n} h`,
  daysAgo: (n) => daysAgo(n, 'de'),
  date: (iso) => date(iso, 'de'),
  dateTime: (iso) => dateTime(iso, 'de'),
  bytes: (n) => bytes(n, 'de'),
};
