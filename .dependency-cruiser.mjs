/** The floors of the house, and who may know what. A rule's comment is what a violation prints. */

/** server/src from top to bottom: a folder imports only what stands below it. */
const FLOORS = [
  'feed',
  'personal-data',
  'sharing',
  'uploads',
  'lineage',
  'gallery',
  'deciding',
  'developing',
  'generations',
  'models',
  'writing',
  'rooms',
  'operations',
  'queue',
  'sign-in',
  'realtime',
  'access',
  'limits',
  'sessions',
  'inference',
  'storage',
  'shared',
  'config',
];

const floorRules = FLOORS.slice(1).map((floor, i) => ({
  name: `floor-${floor}`,
  comment: `${floor}/ stands below ${FLOORS.slice(0, i + 1).join(', ')}: imports run downward only, so that no circle can form.`,
  severity: 'error',
  from: { path: `^server/src/${floor}/` },
  to: { path: `^server/src/(${FLOORS.slice(0, i + 1).join('|')})/` },
}));

const only = (name, what, from, to) => ({
  name,
  comment: what,
  severity: 'error',
  from: { path: '^(server|client|protocol)/src', pathNot: from },
  to: { path: to },
});

export default {
  forbidden: [
    { name: 'no-cycles', comment: 'A circle has no bottom.', severity: 'error', from: {}, to: { circular: true } },
    ...floorRules,
    only(
      'prisma-in-repositories',
      'Only *.repository.ts and what maps its rows sees Prisma.',
      [
        '\\.repository\\.ts$',
        '^server/src/(shared/(prisma|shared\\.module)|generations/generation-row|gallery/gallery\\.sql|generated/)',
      ],
      '^server/src/(generated/|shared/prisma)',
    ),
    only(
      'bullmq-in-queue',
      'Only the queue and the worker see BullMQ.',
      ['^server/src/(queue/|developing/generation\\.worker)'],
      'node_modules/bullmq',
    ),
    only('s3-in-storage', 'Only storage/ sees the AWS SDK.', ['^server/src/storage/'], 'node_modules/@aws-sdk'),
    only(
      'torchserve-in-inference',
      'Only inference/ knows TorchServe; others use the port.',
      ['^server/src/inference/'],
      '^server/src/inference/torchserve',
    ),
    only(
      'emit-in-room-feed',
      'Only room-feed emits to rooms.',
      ['^server/src/realtime/room-feed'],
      'node_modules/@socket\\.io/redis-emitter',
    ),
    only(
      'openid-client-in-issuer',
      'Only the issuer knows the protocol of OpenID Connect.',
      ['^server/src/sign-in/issuer'],
      'node_modules/openid-client',
    ),
    {
      name: 'nothing-imports-a-gateway',
      comment: 'Gateways and controllers are the outer edge; what others need belongs in a service.',
      severity: 'error',
      from: { pathNot: '\\.module\\.ts$' },
      to: { path: '\\.(gateway|controller)\\.ts$' },
    },
    {
      name: 'protocol-is-pure',
      comment: 'The wire contract has no I/O and knows nobody.',
      severity: 'error',
      from: { path: '^protocol/src', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(server|client|stack|e2e|bench|faults|prisma)/|node_modules/(?!zod)' },
    },
    {
      name: 'client-apart-from-server',
      comment: 'What both need belongs in protocol/.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|stack|prisma)/' },
    },
    {
      name: 'client-features-apart',
      comment: 'A feature never reaches inside another; app/ puts them together.',
      severity: 'error',
      from: { path: '^client/src/features/([^/]+)/' },
      to: { path: '^client/src/features/', pathNot: '^client/src/features/$1/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.next|node_modules/\\.cache)/|^server/src/generated/.*/internal' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
