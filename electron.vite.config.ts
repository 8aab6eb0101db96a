import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

// One bundle for every process that is not a page. Only the entry "main" may reach the package electron, so that the
// other three run under plain Node; their shared chunks lie beside them, because entries.ts looks for its neighbours there.
export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      sourcemap: true,
      rolldownOptions: {
        input: {
          main: 'src/main/index.ts',
          engine: 'src/engine/index.ts',
          store: 'src/store/worker.ts',
          cli: 'src/cli/index.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed window loads one CommonJS file and can't require anything from node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [vue()],
    base: './',
    // Scripts and pictures inlined as data: URLs would break the page's content-security policy.
    build: { assetsInlineLimit: 0, rolldownOptions: { input: 'src/renderer/index.html' } },
  },
})
