import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['test/**/*.test.{ts,mjs}'],
    exclude: ['test/e2e/**'],
    // Some tests train networks; two at once is what two cores bear.
    maxWorkers: 2,
    testTimeout: 30_000,
  },
})
