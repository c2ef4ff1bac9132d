import { describe, expect, it } from 'vitest'
import { guardedLookup, isRefusedAddress, parseUpstreamUrl, REFUSED_ADDRESS } from '../../server/upstreamAddress.ts'

describe('addresses that are never called', () => {
  it.each([
    ['169.254.169.254', true],
    ['169.254.0.0', true],
    ['169.254.255.255', true],
    ['169.253.255.255', false],
    ['169.255.0.0', false],
    ['::ffff:169.254.169.254', true],
    ['::ffff:a9fe:a9fe', true],
    ['64:ff9b::a9fe:a9fe', true],
    ['fe80::1', true],
    ['febf::1', true],
    ['fec0::1', false],
    ['fd00:ec2::254', true],
    ['100.100.100.200', true],
    ['127.0.0.1', false],
    ['::1', false],
    ['10.0.0.1', false],
    ['192.168.1.1', false],
    ['93.184.216.34', false],
  ])('%s: %s', (address, refused) => {
    expect(isRefusedAddress(address)).toBe(refused)
  })

  it.each([true, false])('are dropped at connect time too (all: %s)', async (all) => {
    const error = await new Promise((resolve) => guardedLookup('169.254.169.254', { all }, (why) => resolve(why)))
    expect(error).toMatchObject({ code: REFUSED_ADDRESS })
    const found = await new Promise((resolve) => guardedLookup('127.0.0.1', { all }, (_why, got) => resolve(got)))
    expect(found).toEqual(all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1')
  })
})

describe('--upstream', () => {
  it.each([
    ['http://2130706433/', 'http://127.0.0.1/'],
    ['http://127.1:4690', 'http://127.0.0.1:4690/'],
    ['http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/'],
    ['https://api.example/prefix/', 'https://api.example/prefix/'],
  ])('%s is %s', (text, url) => {
    expect(parseUpstreamUrl(text, '--upstream').href).toBe(url)
  })
})
