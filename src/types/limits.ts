/** More rows than these in one answer are not read, unless the server says otherwise (`--max-rows`). */
export const MAX_ROWS = 200_000
