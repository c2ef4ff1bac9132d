import { randomBytes } from 'node:crypto'

export type Headers = Readonly<Record<string, string>>

/** For answers that are data: a browser that is talked into showing one as a page runs and loads nothing. */
const DATA_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"

/** A worker obeys the policy of its own answer, not the page's, so scripts carry one that lets it work. */
export const SCRIPT_CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"

// `clipboard-write` is left at its default (own origin): the page's copy buttons need it.
const FEATURES_OFF = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

/**
 * On every answer, errors included. A route overrides `Content-Security-Policy` and `Cache-Control` where it must.
 * No HSTS: this server speaks plain HTTP only, and browsers ignore the header there (RFC 6797 §8.1).
 */
export const BASE_HEADERS: Headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': DATA_CSP,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': FEATURES_OFF.map((name) => `${name}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

/** 128 random bits, fresh for each document. */
export const createNonce = (): string => randomBytes(16).toString('base64')

/**
 * Headers of the app's document. `dev` lets the nonce cover scripts too: the development server puts its
 * hot-reload preamble into the page as an inline script.
 */
export function documentHeaders(nonce: string, dev = false): Headers {
  const policy = [
    "default-src 'none'",
    dev ? `script-src 'self' 'nonce-${nonce}'` : "script-src 'self'",
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'report-to csp',
    'report-uri /csp-report',
  ]
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy.join('; '),
    'Content-Type': 'text/html; charset=utf-8',
    'Reporting-Endpoints': 'csp="/csp-report"',
  }
}
