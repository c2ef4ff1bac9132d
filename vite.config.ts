import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  // The server puts a fresh nonce in place of this word in every document it sends.
  html: { cspNonce: '__ROOMDECK_NONCE__' },
  build: {
    outDir: 'dist/app',
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    target: 'es2023',
    sourcemap: false,
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,server,simulator,score,scripts,bench}/**/*.spec.{ts,tsx}', 'tests/unit/**/*.spec.ts'],
          environment: 'node',
          // A machine that does other things, too, is no failure.
          testTimeout: 60_000,
          env: { TZ: 'UTC' },
        },
      },
      {
        test: {
          name: 'server',
          include: ['tests/server/**/*.spec.ts'],
          environment: 'node',
          testTimeout: 30_000,
          env: { TZ: 'UTC' },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.spec.ts', 'tests/faults/**/*.spec.ts'],
          environment: 'node',
          testTimeout: 60_000,
          env: { TZ: 'UTC' },
        },
      },
    ],
  },
})
