import type { NextConfig } from 'next';

/**
 * The pages are mounted by the server in its own process and share its origin: no rewrites here, Next would proxy the socket itself.
 * Types are checked by `tsc`, as in every workspace; Next's own check needs a compiler API that TypeScript 7 does not have.
 */
const config: NextConfig = {
  // A launcher serves from a copy of the build, which a later build leaves alone.
  distDir: process.env.DARKROOM_PAGES ?? '.next',
  transpilePackages: ['@darkroom/protocol'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // A page's head is whole before its body begins, for whoever asks: what reads links in chats looks nowhere else.
  htmlLimitedBots: /.*/,
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ['radix-ui'] },
};

export default config;
