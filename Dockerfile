# Two images from one file: `tolem` (api and worker) and, for trying out, `demo` (gateway simulator and shop).
#   docker build --target tolem -t tolem .
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY nest-cli.json tsconfig.json ./
COPY apps ./apps
COPY libs ./libs
RUN npm run build

# What the built processes need at run time: no build tools, no embedded Postgres (an optional dependency).
FROM node:20.20-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

FROM node:20.20-bookworm-slim AS base
WORKDIR /app
ENV LISTEN_ADDRESS=0.0.0.0
COPY package.json LICENSE ./
COPY --from=modules /app/node_modules ./node_modules
USER node

FROM base AS demo
ENV NODE_ENV=development
COPY --from=build /app/dist/apps/gateway-simulator ./dist/apps/gateway-simulator
COPY --from=build /app/dist/apps/demo-shop ./dist/apps/demo-shop
CMD ["node", "dist/apps/demo-shop/main.js"]

# Last, so that it is what `docker build .` makes.
FROM base AS tolem
ENV NODE_ENV=production
COPY --from=build /app/dist/apps/api ./dist/apps/api
COPY --from=build /app/dist/apps/worker ./dist/apps/worker
COPY --from=build /app/dist/apps/dashboard ./dist/apps/dashboard
EXPOSE 3000 3010
CMD ["node", "dist/apps/api/main.js"]
