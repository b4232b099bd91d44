import * as protocol from '@darkroom/protocol';
import { expect, it } from 'vitest';
import * as ours from './limits.ts';

it('the page knows the numbers of the protocol', () => {
  expect({ ...ours }).toEqual({ MOST_COUNTED: protocol.MOST_COUNTED, MOST_IN_A_ZIP: protocol.MOST_IN_A_ZIP });
});
