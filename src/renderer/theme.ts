import { readonly, ref } from 'vue'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const current = ref<'light' | 'dark'>(dark.matches ? 'dark' : 'light')

dark.addEventListener('change', () => (current.value = dark.matches ? 'dark' : 'light'))

/** The theme that style sheets show now; canvases watch it and draw again. */
export const theme = readonly(current)
