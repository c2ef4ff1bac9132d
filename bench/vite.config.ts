import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const pages = join(fileURLToPath(import.meta.url), '../pages')
const names = readdirSync(pages).filter((name) => name !== 'shared')

/** The rivals' pages, built for production as the app is. */
export default defineConfig({
  root: pages,
  plugins: [react()],
  build: {
    outDir: join(pages, '../../dist/bench'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 4096,
    rollupOptions: { input: Object.fromEntries(names.map((name) => [name, join(pages, name, 'index.html')])) },
  },
  worker: { format: 'es' },
})
