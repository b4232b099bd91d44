/**
 * How many tests passed and failed, from the report that a suite wrote for machines. A suite that ended badly with no failed test
 * in its report (it crashed, found no tests, or an error stood outside of every test) counts as one failed.
 */
import fs from 'node:fs';

export interface Counts {
  passed: number;
  failed: number;
}

export type Format = 'check' | 'vitest' | 'junit' | 'playwright';

export function countsOf(format: Format, report: string, isOk: boolean): Counts {
  if (format === 'check') return isOk ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counts = readReport(format, report);
  const isCredible = counts && (isOk ? counts.failed === 0 && counts.passed > 0 : counts.failed > 0);
  return isCredible ? counts : { passed: counts?.passed ?? 0, failed: Math.max(1, counts?.failed ?? 0) };
}

function readReport(format: Exclude<Format, 'check'>, file: string): Counts | undefined {
  try {
    return READERS[format](fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
}

const READERS: Record<Exclude<Format, 'check'>, (text: string) => Counts> = {
  vitest(text) {
    const files = (JSON.parse(text) as VitestReport).testResults;
    const results = files.flatMap((file) => file.assertionResults);
    const count = (status: string) => results.filter((result) => result.status === status).length;
    // A file that could not even be loaded has no test that could have failed.
    const broken = files.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(hasFailed),
    );
    return { passed: count('passed'), failed: count('failed') + broken.length };
  },
  junit(text) {
    const sum = (attribute: string) =>
      [...text.matchAll(/<testsuite\s[^>]*>/g)]
        .map(([tag]) => Number(new RegExp(`\\b${attribute}="(\\d+)"`).exec(tag)?.[1] ?? 0))
        .reduce((a, b) => a + b, 0);
    const failed = sum('failures') + sum('errors');
    return { passed: sum('tests') - failed - sum('skipped'), failed };
  },
  playwright(text) {
    const { stats, errors } = JSON.parse(text) as PlaywrightReport;
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
  },
};

const hasFailed = ({ status }: { status: string }) => status === 'failed';
