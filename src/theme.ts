import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#e3f1ef',
  '#c6e3df',
  '#9ed0c9',
  '#72bbb1',
  '#43b8a8',
  '#2b998b',
  '#1b7f74',
  '#176b62',
  '#125750',
  '#0d423d',
]

/** Mantine builds its dark surfaces from this scale: text at 0, panel at 7, ground at 8. */
const dark: MantineColorsTuple = [
  '#e2e7ed',
  '#c3cad3',
  '#9aa5b3',
  '#78838f',
  '#2c343e',
  '#252c35',
  '#1b2128',
  '#151a20',
  '#0e1216',
  '#0a0d10',
]

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent, dark },
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '11px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  // A menu may own items only, and the first of them takes the focus.
  components: { Menu: { defaultProps: { withInitialFocusPlaceholder: false } } },
})

const shared = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-default-hover': 'var(--selection)',
  '--mantine-color-placeholder': 'var(--muted)',
}

/** Mantine's own words for our colours; they stand in styles/tokens.css. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
