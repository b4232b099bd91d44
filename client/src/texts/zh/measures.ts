import { bytes, date, dateTime, daysAgo } from '../intl.ts';
import type { Texts } from '../use-texts.ts';

export const measures: Texts['measures'] = {
  seconds: (n) => `${n} 秒`,
  minutes: (n) => `${n} 分钟`,
  hours: (n) => `${n} 小时`,
  justNow: '刚刚',
  minutesAgo: (n) => `${n} 分钟前`,
  hoursAgo: (n) => `${n} 小时前`,
  daysAgo: (n) => daysAgo(n, 'zh'),
  date: (iso) => date(iso, 'zh'),
  dateTime: (iso) => dateTime(iso, 'zh'),
  bytes: (n) => bytes(n, 'zh'),
};
