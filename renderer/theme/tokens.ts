/** The visual language's colours, light and dark. Source: look.md section 2; state text is at least 5.6:1 on its pill, panel and page. */
type Scheme = {
  readonly surface: Readonly<Record<'page' | 'panel' | 'sunken' | 'raised' | 'bar' | 'barRaised', string>>
  readonly ink: Readonly<Record<'a' | 'b' | 'c' | 'bar' | 'barB', string>>
  readonly line: Readonly<Record<'hair' | 'soft' | 'strong', string>>
  readonly accent: Readonly<Record<'main' | 'text' | 'soft', string>>
  readonly state: Readonly<Record<StateName, Readonly<Record<'fg' | 'bg' | 'solid', string>>>>
}
export const STATE_NAMES = ['yes', 'no', 'unknown', 'pending', 'compensating', 'offline', 'late', 'failed'] as const
export type StateName = (typeof STATE_NAMES)[number]

const tone = (fg: string, bg: string, solid: string) => ({ fg, bg, solid })

export const LIGHT: Scheme = {
  surface: { page: '#F3F2EE', panel: '#FFFFFF', sunken: '#EAE8E2', raised: '#FFFFFF', bar: '#15171D', barRaised: '#262A33' },
  ink: { a: '#14161B', b: '#454A54', c: '#5F646E', bar: '#F1F1EE', barB: '#B4B9C3' },
  line: { hair: '#DEDBD3', soft: '#ECEAE4', strong: '#82858D' },
  accent: { main: '#2B3BD1', text: '#2B3BD1', soft: '#E7E9FD' },
  state: {
    yes: tone('#0A6646', '#DFF2E8', '#0F8058'), no: tone('#565B65', '#EDECE8', '#6A6F79'), unknown: tone('#86297F', '#F7E5F5', '#9C3A94'), pending: tone('#0A5A9C', '#E0EEFA', '#1976C5'),
    compensating: tone('#9A3D00', '#FDE9DA', '#D65A0A'), offline: tone('#3F4C63', '#E6EAF1', '#5A6A85'), late: tone('#7A4F00', '#FAEFCF', '#B07A00'), failed: tone('#AE1429', '#FCE4E6', '#C91D34'),
  },
}

export const DARK: Scheme = {
  surface: { page: '#0C0E12', panel: '#14171C', sunken: '#090B0E', raised: '#1B1F26', bar: '#07080B', barRaised: '#1E222B' },
  ink: { a: '#ECEDF0', b: '#B9BEC8', c: '#949BA8', bar: '#F1F1EE', barB: '#AEB4BF' },
  line: { hair: '#272C35', soft: '#1E2229', strong: '#6F7683' },
  accent: { main: '#5463F2', text: '#A3AEFF', soft: '#20254C' },
  state: {
    yes: tone('#5AD6A2', '#0F2A20', '#2FB783'), no: tone('#A9AEB9', '#20242C', '#868C98'), unknown: tone('#E79BE0', '#30192E', '#C766BE'), pending: tone('#79BDF6', '#10273A', '#3E97E0'),
    compensating: tone('#FFA767', '#35200F', '#F0792B'), offline: tone('#B3BED1', '#1C2431', '#7686A1'), late: tone('#F0C555', '#2E250C', '#D2A01F'), failed: tone('#FF8A94', '#3A161C', '#F0485A'),
  },
}
