import react from '@vitejs/plugin-react'
import type { Plugin, Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'

/**
 * The first page in three scripts, each with all that it imports: what starts the engine, React, the page. Left alone,
 * whatever a later page shares with it becomes a script of its own, and the engine's worker waits behind forty of them.
 */
const FIRST_PAGE: Rolldown.CodeSplittingGroup[] = [
  { name: 'start', tags: ['$initial'], priority: 3 },
  { name: 'react', test: /[\\/]node_modules[\\/]react-dom[\\/]client\.js$/, priority: 2 },
  { name: 'page', test: /[\\/]src[\\/]page\.tsx$/, priority: 1 },
]

/**
 * Most of what these hold runs before the first table is there. Compiled as it comes in, beside the page's thread, it is
 * not compiled function by function on it (V8's explicit compile hints; a browser without them sees a comment). It has
 * to be the first line, and Vite writes its own there last.
 */
const compileFirstPageWhole: Plugin = {
  name: 'compile-first-page-whole',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const isFirst = file.isEntry || FIRST_PAGE.some(({ name }) => name === file.name)
        if (isFirst) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
      }
    },
  },
}

/**
 * Names all scripts of the app in its document, so that those that nobody has asked for yet can be fetched before the
 * server may be gone (src/loadParts.ts).
 */
const nameParts: Plugin = {
  name: 'name-parts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) => {
      // What workers load is not among the page's own chunks.
      const parts = Object.keys(bundle).flatMap((name) => (name.endsWith('.js') ? `/${name}` : []))
      return [{ tag: 'meta', attrs: { name: 'parts', content: parts.join(' ') }, injectTo: 'head' }]
    },
  },
}

export default defineConfig({
  plugins: [react(), compileFirstPageWhole, nameParts],
  // The server puts a fresh nonce in place of this word in every document it sends.
  html: { cspNonce: '__ROOMDECK_NONCE__' },
  build: {
    outDir: 'dist/app',
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    target: 'es2023',
    sourcemap: false,
    // One sheet for all: one that failed to load once would never be asked for again, and its page stay unstyled.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: FIRST_PAGE } } },
  },
  worker: {
    format: 'es',
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'engine', tags: ['$initial'] }] } } },
  },
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
