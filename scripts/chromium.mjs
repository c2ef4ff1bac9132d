import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inRoot, run, runNode, say } from './project.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) =>
    join(process.env[name] ?? '/nowhere', 'Google/Chrome/Application/chrome.exe'),
  ),
]

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...inPath, ...PLACES].find((path) => existsSync(path)) ?? null
}

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}

const mayUseApt = () => process.getuid?.() === 0 && existsSync('/etc/debian_version')

/**
 * Path of a Chromium that can be started: the one named by CHROMIUM_PATH, one that is installed, Playwright's own, or
 * one installed now. Null, with one line that says what to do, when there is none to be had.
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    say('CHROMIUM_PATH names no file; looking elsewhere.')
  }
  const found = installed() ?? (await playwrights())
  if (found) return found
  say('Downloading a Chromium for the browser tests…')
  await runNode(inRoot('node_modules/@playwright/test/cli.js'), ['install', 'chromium'])
  const downloaded = await playwrights()
  if (downloaded) return downloaded
  if (mayUseApt()) {
    say('Installing Debian’s chromium…')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] }
    await run('apt-get', ['update', '-qq'], quiet)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
  }
  const last = installed()
  if (!last) say('No Chromium: install one (or set CHROMIUM_PATH to its program) and run this again.')
  return last
}
