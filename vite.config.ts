import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The pages. Built for the browsers a desk meets: Electron's Chromium and a current browser on the same machine. */
export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  build: { target: 'chrome140', minify: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, emptyOutDir: true, reportCompressedSize: false, chunkSizeWarningLimit: 1_500 },
})
