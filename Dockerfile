# Server, worker and the preparation of their stores: one image, the same npm steps as everywhere. The models are torchserve/Dockerfile.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY protocol/package.json protocol/
COPY prisma/package.json prisma/
COPY server/package.json server/
COPY client/package.json client/
COPY stack/package.json stack/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
COPY faults/package.json faults/
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node stack/src/build-all.ts && npm prune --omit=dev --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 MALLOC_ARENA_MAX=2 NODE_OPTIONS=--max-semi-space-size=8
# The same user as in the image of the models, whose key file it reads. What it writes is Next's cache.
COPY --from=build --chown=10001:10001 /app .
USER 10001
EXPOSE 3000
CMD ["node", "--enable-source-maps", "server/dist/main.js"]
