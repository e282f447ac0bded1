import { createTexts } from '../../shared/messages/texts.ts'
import type { Language } from '../../shared/domain/language.ts'
import { initialState } from './state.ts'
import type { Work } from './work.ts'

const STATUS_EVERY_MS = 300
const QUEUE_LOOK_MS = 3_000

/** Verbs of the desk itself: sign in and out, status, network, sandbox, update. */
export function createDeskActions(work: Work, journey: { readonly begin: () => Promise<void>; readonly readKeys: () => Promise<void>; readonly refreshQueue: () => Promise<void>; readonly restoreFront: () => Promise<void> }) {
  const { client, set, get } = work
  let waiting: ReturnType<typeof setTimeout> | null = null
  const texts = () => createTexts(get().language)

  const readStatus = async () => {
    const status = await client.call('desk.status', {})
    if (status.ok) set({ status: status.value, isLinked: true })
    else if (status.error.details['reference'] === 'desk-lost') set({ isLinked: false })
  }
  /** Many events in a row ask once. */
  const refreshStatus = () => {
    waiting ??= setTimeout(() => {
      waiting = null
      void readStatus()
    }, STATUS_EVERY_MS)
  }
  const readSandbox = async () => {
    const sandbox = await client.call('sandbox.providers', {})
    set({ sandbox: sandbox.ok ? sandbox.value : null })
  }
  // A language chosen before signing in is meant for whoever signs in now.
  let chosenBefore: Language | null = null
  const readLanguage = async () => {
    if (chosenBefore) return void client.call('settings.setLanguage', { language: chosenBefore })
    const settings = await client.call('settings.read', {})
    if (settings.ok && settings.value.language) set({ language: settings.value.language })
  }
  const readTypical = async () => {
    const typical = await client.call('calls.typical', {})
    if (typical.ok) set({ typical: typical.value })
  }
  const enter = async () => {
    void readSandbox()
    void journey.refreshQueue()
    void readTypical()
    void journey.readKeys()
    await journey.begin()
  }
  const readSession = async () => {
    const session = await client.call('session.current', {})
    if (!session.ok) return set({ isLinked: false })
    if (session.value.user && !get().session?.user) await readLanguage()
    // The call is there before the screen is: nothing typed can be overtaken by a draft that opens late.
    if (session.value.user && session.value.user.role !== 'technician' && !get().session?.user) await enter()
    set({ session: session.value, isLinked: true })
  }
  return {
    refreshStatus, readSandbox,
    start: async () => {
      await readStatus()
      await readSession()
      // What is queued drains without an event of its own.
      setInterval(refreshStatus, QUEUE_LOOK_MS)
    },
    signIn: async (userName: string, passphrase: string) => {
      const answer = await client.call('session.signIn', { userName, passphrase })
      if (!answer.ok) return set({ signInProblem: answer.error })
      set({ signInProblem: null })
      await readSession()
    },
    signOut: async () => {
      // Everything typed is on the disk before the desk forgets who typed it.
      await work.flushAll()
      await client.call('session.signOut', {})
      set({ ...initialState(work.host.now(), work.host.newId()), status: get().status, language: get().language })
      chosenBefore = null
      await readSession()
    },
    /** The desk forgot who sits here while a call goes on. The same person goes on where they were; another one begins anew. */
    signInAgain: async (userName: string, passphrase: string) => {
      const before = get().session?.user?.userId
      const answer = await client.call('session.signIn', { userName, passphrase })
      if (!answer.ok) return set({ signInProblem: answer.error })
      if (answer.value.userId !== before) {
        set({ ...initialState(work.host.now(), work.host.newId()), status: get().status, language: get().language })
        return readSession()
      }
      set({ signInProblem: null, isSessionLost: false })
      await work.flushAll()
      const { call } = get()
      set({ call: { ...call, problem: null } })
      if (!call.qualification && call.place) await journey.restoreFront()
      await readStatus()
    },
    /** A desk that was restarted gave a new link: its code opens this window again, and nothing on it is lost. */
    useLink: async (link: string) => {
      const code = /code=([\w-]+)/.exec(link)?.[1] ?? link.trim()
      const isOpen = await work.host.useCode?.(code)
      set(isOpen ? { needsLink: false, signInProblem: null, isLinked: true } : { signInProblem: { code: 'sign-in-refused', details: {} } })
    },
    setNetwork: async (state: 'up' | 'cut') => {
      const answer = await client.call('desk.setNetwork', { state })
      if (answer.ok) {
        work.record(state === 'cut' ? 'networkCut' : 'networkUp')
        await readStatus()
      } else set({ notice: texts().tf('error', answer.error.code, answer.error.details) })
    },
    orderFault: async (providerId: string, fault: Parameters<typeof client.call<'sandbox.orderFault'>>[1]['fault']) => {
      const answer = await client.call('sandbox.orderFault', { providerId, fault })
      const name = get().sandbox?.providers.find((provider) => provider.providerId === providerId)?.name ?? providerId
      set({ notice: answer.ok ? texts().t('notice.fault', { name, fault }) : texts().tf('error', answer.error.code, answer.error.details) })
      await readSandbox()
    },
    checkUpdate: async () => {
      const answer = await client.call('desk.checkUpdate', {})
      set({ notice: !answer.ok ? texts().tf('error', answer.error.code, answer.error.details) : answer.value.available ? texts().t('notice.newer', { available: answer.value.available, current: answer.value.current }) : texts().t('notice.newest', { current: answer.value.current }) })
    },
    fetchUpdate: async () => {
      const answer = await client.call('desk.fetchUpdate', {})
      set({ notice: !answer.ok ? texts().tf('error', answer.error.code, answer.error.details) : answer.value.file === null ? texts().t('notice.newest', { current: get().status?.version ?? '' }) : texts().t('notice.fetched', { file: answer.value.file }) })
    },
    /** Switches at once; kept for this user when somebody is signed in. */
    setLanguage: (language: Language) => {
      set({ language })
      if (get().session?.user) void client.call('settings.setLanguage', { language })
      else chosenBefore = language
    },
    openPalette: (isPaletteOpen: boolean) => set({ isPaletteOpen }),
    openHelp: (isHelpOpen: boolean) => set({ isHelpOpen }),
    toggleExplain: () => set({ isExplaining: !get().isExplaining }),
    /** Customers, addresses and orders that fit a text, asked together. */
    findAll: async (typed: string) => {
      const text = typed.slice(0, 200)
      const [places, orders] = await Promise.all([client.call('places.search', { text, limit: 6 }), client.call('orders.list', { text: typed.slice(0, 100), limit: 6 })])
      return { typed, places: places.ok ? places.value.matches : [], orders: orders.ok ? orders.value.orders : [] }
    },
    showKeys: () => set({ screen: 'keys', isHelpOpen: false }),
    dismiss: () => set({ notice: null }),
  }
}
