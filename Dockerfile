# Caseload as one image for every process: ROLE chooses api, worker or all.
# Debian rather than Alpine: it is the C library that the tests run on.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json nest-cli.json ./
COPY scripts scripts
COPY migrations migrations
COPY libs libs
COPY apps apps
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded PostgreSQL is an optional dependency; here the database is another container.
# Source maps and typings are half of what is installed, and nothing reads them at run time.
RUN npm ci --omit=dev --omit=optional && \
  find node_modules -type f '(' -name '*.map' -o -name '*.d.ts' -o -name '*.d.[cm]ts' ')' -delete

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000 ROLE=all
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY data data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "-c", "case $ROLE in all) exec node dist/apps/caseload/src/main.js start --empty ;; *) exec node dist/apps/$ROLE/src/main.js ;; esac"]
