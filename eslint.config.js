import vue from 'eslint-plugin-vue'
import typescript from 'typescript-eslint'

const lines = ['error', { max: 300 }]

const house = {
  'max-lines': lines,
  eqeqeq: 'error',
  'no-console': 'off',
  'prefer-const': 'error',
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a thing is called the same everywhere.' },
  ],
}

const types = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/no-non-null-assertion': 'off',
}

export default typescript.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', 'coverage/**', 'test-results/**', 'playwright-report/**'] },
  ...typescript.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,mjs,js,vue}'],
    rules: { ...house, ...types },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
    rules: {
      'no-restricted-syntax': 'off',
      // Layout is Prettier's.
      ...Object.fromEntries(
        [
          'html-indent',
          'html-closing-bracket-newline',
          'html-self-closing',
          'max-attributes-per-line',
          'singleline-html-element-content-newline',
          'multiline-html-element-content-newline',
          'first-attribute-linebreak',
          'html-closing-bracket-spacing',
        ].map((rule) => [`vue/${rule}`, 'off']),
      ),
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
    },
  },
  // Tools that read these files insist on a default export.
  { files: ['*.config.{js,ts}', '.dependency-cruiser.js', '**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
