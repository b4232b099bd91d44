import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countsOf, type Format } from './counts.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-counts-'));
afterAll(() => fs.rmSync(dir, { recursive: true }));

function count(format: Format, text: string | object | undefined, isOk: boolean) {
  const file = path.join(dir, 'report');
  fs.rmSync(file, { force: true });
  if (text !== undefined) fs.writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
  return countsOf(format, file, isOk);
}

const vitest = (...files: string[][]) => ({
  testResults: files.map((statuses) => ({
    status: statuses.length === 0 || statuses.includes('failed') ? 'failed' : 'passed',
    assertionResults: statuses.map((status) => ({ status })),
  })),
});

describe('counting what the suites report', () => {
  it('counts a check as one', () => {
    expect(count('check', undefined, true)).toEqual({ passed: 1, failed: 0 });
    expect(count('check', undefined, false)).toEqual({ passed: 0, failed: 1 });
  });

  it('reads vitest reports, and counts a file that could not be loaded as one failed', () => {
    expect(count('vitest', vitest(['passed', 'passed'], ['passed', 'skipped']), true)).toEqual({
      passed: 3,
      failed: 0,
    });
    expect(count('vitest', vitest(['passed', 'failed'], []), false)).toEqual({ passed: 1, failed: 2 });
  });

  it('reads junit reports', () => {
    const xml =
      '<testsuites name="pytest"><testsuite name="a" errors="1" failures="2" skipped="3" tests="10"></testsuite></testsuites>';
    expect(count('junit', xml, false)).toEqual({ passed: 4, failed: 3 });
  });

  it('reads Playwright reports, and takes a test that passed only when repeated for failed', () => {
    expect(count('playwright', { stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [] }, false)).toEqual({
      passed: 5,
      failed: 2,
    });
  });

  it('counts a suite that left no report, a broken one, or one with no test in it as failed', () => {
    expect(count('vitest', undefined, false)).toEqual({ passed: 0, failed: 1 });
    expect(count('vitest', '{"testRes', true)).toEqual({ passed: 0, failed: 1 });
    expect(count('vitest', vitest(), true)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a bad exit status as one failed although all tests in the report passed', () => {
    expect(count('vitest', vitest(['passed']), false)).toEqual({ passed: 1, failed: 1 });
  });
});
