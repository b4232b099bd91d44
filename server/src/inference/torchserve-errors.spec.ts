import { describe, expect, it } from 'vitest';
import { ModelAway, ModelCrashed, ModelFailed, ModelRefused } from './model-errors.ts';
import { brokenConnection, refusalOf } from './torchserve-errors.ts';

const body = (code: number, type: string, message: string) => JSON.stringify({ code, type, message });

describe('what an answer other than 200 means', () => {
  it.each([
    [
      '[GN7] no worker: away',
      503,
      body(503, 'ServiceUnavailableException', 'Model "builtin" has no worker'),
      ModelAway,
    ],
    ['[GN7] a proxy in front of nothing: away', 502, '<html>Bad Gateway</html>', ModelAway],
    ['[GN7] our key is not taken: away, not refused', 400, body(400, 'InvalidKeyException', 'Token'), ModelAway],
    [
      'a handler that raised, though it is a 503: an attempt',
      503,
      body(503, 'InternalServerException', 'x'),
      ModelCrashed,
    ],
    [
      'a worker that died before its first line: an attempt',
      500,
      body(500, 'InternalServerException', 'Worker died.'),
      ModelCrashed,
    ],
    [
      'a worker that was killed before its first line, which TorchServe gives as 507: an attempt',
      507,
      body(507, 'InternalServerException', 'Worker died.'),
      ModelCrashed,
    ],
    [
      'a bad request: refused for good',
      400,
      body(400, 'BadRequestException', 'steps_invalid: steps: is 0'),
      ModelRefused,
    ],
    [
      'a model that is not served: refused for good',
      404,
      body(404, 'ModelNotFoundException', 'not found'),
      ModelRefused,
    ],
    ['out of memory: failed', 507, '', ModelFailed],
  ])('%s', (_, status, text, kind) => {
    expect(refusalOf(status, text)).toBeInstanceOf(kind);
  });

  it('a refusal names the field and its reason', () => {
    const error = refusalOf(400, body(400, 'PredictionException', 'size_invalid: width: must be a multiple of 16'));
    expect(error).toMatchObject({ field: 'width', message: 'width must be a multiple of 16' });
  });

  it('a refusal in other words keeps them', () => {
    expect(refusalOf(400, body(400, 'X', 'No.'))).toMatchObject({ field: null, message: 'No.' });
  });
});

describe('what a broken connection means', () => {
  it.each([
    ['ECONNREFUSED', ModelAway],
    ['ENOTFOUND', ModelAway],
    ['UND_ERR_CONNECT_TIMEOUT', ModelAway],
    ['ECONNRESET', ModelCrashed],
    ['UND_ERR_SOCKET', ModelCrashed],
    ['UND_ERR_BODY_TIMEOUT', ModelCrashed],
  ])('[GN7] %s', (code, kind) => {
    expect(brokenConnection(Object.assign(new Error('x'), { code }))).toBeInstanceOf(kind);
  });
});
