/**
 * Solves the sixteen small puzzles of a challenge beside the page: SHA-256 (FIPS 180-4) of one block at a time, in plain
 * numbers, so that it needs no memory, no library and no secure context. wekeep/kit/proof.py says what is asked.
 */
const PIECES = 16;
const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const FIRST = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
const W = new Int32Array(64);

const turn = (x, by) => (x >>> by) | (x << (32 - by));

/** Mix the block that stands in the first sixteen words of W into `state`. */
function mix(state) {
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15], y = W[i - 2];
    W[i] = (W[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + W[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/** The hash of a text, as eight words. */
function hash(text) {
  const bytes = new TextEncoder().encode(text);
  const whole = new DataView(new ArrayBuffer(((bytes.length + 8) >> 6 << 6) + 64));
  bytes.forEach((byte, at) => whole.setUint8(at, byte));
  whole.setUint8(bytes.length, 0x80);
  whole.setUint32(whole.byteLength - 4, bytes.length * 8);
  const state = FIRST.slice();
  for (let at = 0; at < whole.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) W[i] = whole.getInt32(at + 4 * i);
    mix(state);
  }
  return state;
}

/** The first nonce whose hash with `start` and the piece's number begins with `bits` zeros. */
function nonceOf(start, piece, bits) {
  const state = new Int32Array(8);
  for (let nonce = 0; ; nonce++) {
    W.set(start);
    W[8] = (piece << 24) | (nonce >>> 8);
    W[9] = (nonce << 24) | 0x800000;
    W.fill(0, 10, 15);
    W[15] = 37 * 8;
    state.set(FIRST);
    mix(state);
    if (state[0] >>> (32 - bits) === 0) return nonce;
  }
}

/** The answer to a challenge for one key; `bits` is at least 1. */
function solve(challenge, key) {
  const bits = Number(challenge.split(".")[2]);
  const start = hash(`${challenge}:${key}`);
  const found = Array.from({ length: PIECES }, (_, piece) => nonceOf(start, piece, bits).toString(16));
  return `${challenge}~${found.join(".")}`;
}

addEventListener("message", ({ data }) => postMessage({ key: data.key, answer: solve(data.challenge, data.key) }));
