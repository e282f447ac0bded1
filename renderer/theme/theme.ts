import { createTheme } from '@mui/material/styles'
import { DARK, LIGHT } from './tokens.ts'

declare module '@mui/material/styles' {
  interface Palette { surface: typeof LIGHT.surface; ink: typeof LIGHT.ink; line: typeof LIGHT.line; accent: typeof LIGHT.accent; state: typeof LIGHT.state }
  interface PaletteOptions { surface?: typeof LIGHT.surface; ink?: typeof LIGHT.ink; line?: typeof LIGHT.line; accent?: typeof LIGHT.accent; state?: typeof LIGHT.state }
}

const palette = (scheme: typeof LIGHT) => ({
  ...scheme,
  background: { default: scheme.surface.page, paper: scheme.surface.panel },
  text: { primary: scheme.ink.a, secondary: scheme.ink.b, disabled: scheme.ink.c },
  divider: scheme.line.hair,
  primary: { main: scheme.accent.main, contrastText: '#FFFFFF' },
  error: { main: scheme.state.failed.solid }, warning: { main: scheme.state.late.solid }, success: { main: scheme.state.yes.solid }, info: { main: scheme.state.pending.solid },
})

const SANS = '"IBM Plex Sans Variable", "IBM Plex Sans", system-ui, sans-serif'

/** One theme, two schemes. Components and CSS read the variables it emits (`--lm-palette-…`), never a hex value. */
export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'lm', colorSchemeSelector: 'data-lm-scheme' },
  colorSchemes: { light: { palette: palette(LIGHT) }, dark: { palette: palette(DARK) } },
  spacing: 4,
  shape: { borderRadius: 6 },
  typography: { fontFamily: SANS, fontSize: 14, body1: { fontSize: '0.8125rem', lineHeight: 18 / 13 }, body2: { fontSize: '0.8125rem', lineHeight: 18 / 13 }, button: { textTransform: 'none', fontWeight: 600, fontSize: '0.8125rem' } },
  transitions: { duration: { shortest: 80, shorter: 80, short: 80, standard: 160, complex: 160, enteringScreen: 160, leavingScreen: 80 } },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true, focusRipple: false } },
    MuiButton: { defaultProps: { disableElevation: true, size: 'small' }, styleOverrides: { root: { minHeight: 32, padding: '4px 12px' }, outlined: { color: 'var(--lm-palette-accent-text)' }, text: { color: 'var(--lm-palette-accent-text)' } } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
  },
})
